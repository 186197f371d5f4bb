import { formatChoices } from '../../formats/table.ts';
import type { FormatChoice } from '../editorQueries.ts';
import { readFiles, type SoFar } from '../node/readFiles.ts';
import type { TraceView } from '../traceView.ts';
import type { Progress } from '../wire.ts';
import { FirstParts } from './firstParts.ts';
import { Job, type LoadRequest } from './job.ts';

/** What an analysis tells while it runs. */
export interface LoadListener {
	/** Told now and then. */
	progress?(progress: Progress): void;
	/** Which formats the files look like: told once their heads are read. */
	formats?(choices: FormatChoice[]): void;
	/** What has been read of large files is analysed, the rest is being read. Absent: it is not. */
	part?(view: TraceView): void;
}

/**
 * Reads and analyses what is asked for. Views of parts and of the whole share one source, which is closed only where no view was
 * given.
 *
 * @throws Cancelled once another revision is wanted
 */
export async function load(request: LoadRequest, listener: LoadListener = {}): Promise<TraceView> {
	const job = new Job(request, listener.progress);
	const parts = listener.part && new FirstParts();
	let given = false;
	const onProgress = (bytes: number, total: number | null, soFar: SoFar) => {
		job.onRead(bytes, total);
		if (!parts?.isDue(soFar.content, bytes, total)) return;
		const trace = soFar.snapshot();
		if (trace === null) return;
		listener.part?.(job.analyse(trace, soFar.source, { bytes, total, goesOn: true }, true));
		given = true;
	};
	try {
		const { trace, source, partial } = await readFiles(request.inputs, {
			...request.reading,
			signal: job.wish.cancelled,
			stop: job.wish.stopped,
			onHeads: (heads) => listener.formats?.(formatChoices(heads)),
			onProgress,
		});
		try {
			return job.analyse(trace, source, partial, false);
		} catch (error) {
			if (!given) source.close();
			throw error;
		}
	} finally {
		job.end();
	}
}
