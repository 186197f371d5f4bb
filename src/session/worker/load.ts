import { analyse } from '../../analysis/analyse.ts';
import { formatChoices } from '../../formats/table.ts';
import type { FormatChoice } from '../editorQueries.ts';
import { readFiles } from '../node/readFiles.ts';
import { TraceView } from '../traceView.ts';
import type { AnalyseRequest } from '../wire.ts';

/** Another revision is wanted. */
export class Cancelled extends Error {
	override name = 'Cancelled';
}

export interface Loaded {
	readonly view: TraceView;
	/** Lets the files go. */
	close(): void;
}

/** Reading takes about this share of the time. */
const READING = 0.6;
/** Milliseconds between two messages on the progress. */
const INTERVAL = 50;
const MB = 1e6;

/**
 * Reads and analyses what is asked for.
 *
 * @param onProgress told now and then; `done` from 0 to 1
 * @param onFormats told which formats the files look like, once their heads are read
 * @throws Cancelled once another revision is wanted
 */
export async function load(
	{ inputs, causality, reading, facts, revision, wanted }: AnalyseRequest,
	onProgress: (done: number, label: string) => void,
	onFormats: (choices: FormatChoice[]) => void = () => {},
): Promise<Loaded> {
	const wantedRevision = new Int32Array(wanted);
	let told = performance.now();
	const tell = (done: number, label: () => string) => {
		if (Atomics.load(wantedRevision, 0) !== revision) throw new Cancelled();
		const now = performance.now();
		if (now - told < INTERVAL) return;
		told = now;
		onProgress(done, label());
	};
	const { trace, source } = await readFiles(inputs, {
		...reading,
		onHeads: (heads) => onFormats(formatChoices(heads)),
		onProgress: (bytes, total) =>
			tell(total === null || total === 0 ? 0 : (bytes / total) * READING, () => readingLabel(bytes, total)),
	});
	try {
		const analysis = analyse(trace, {
			causality,
			...(facts?.homes && { homes: facts.homes }),
			...(facts?.hlcDrift !== undefined && { hlcDriftMs: facts.hlcDrift }),
			onProgress: (done) => tell(READING + done * (1 - READING), () => 'Analysing'),
		});
		return { view: new TraceView(analysis, source, facts?.clocks), close: () => source.close() };
	} catch (error) {
		source.close();
		throw error;
	}
}

function readingLabel(bytes: number, total: number | null): string {
	const of = total === null ? '' : ` of ${(total / MB).toFixed(1)}`;
	return `Reading ${(bytes / MB).toFixed(1)}${of} MB`;
}
