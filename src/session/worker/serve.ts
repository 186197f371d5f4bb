import type { FormatChoice } from '../editorQueries.ts';
import { messageOf } from '../messageOf.ts';
import { answer } from '../queries/index.ts';
import { summary } from '../queries/summary.ts';
import { STALE } from '../stale.ts';
import type { TraceView } from '../traceView.ts';
import type { AnalyseRequest, FromWorker, QueryRequest, ToWorker } from '../wire.ts';
import { type LoadListener, load } from './load.ts';
import { loadFollowed } from './loadFollowed.ts';
import { Cancelled } from './wish.ts';

/** The worker's side of a channel. */
export interface Port {
	post(message: FromWorker): void;
	onMessage(listener: (message: ToWorker) => void): void;
}

/**
 * Owns one trace: analyses what it is given and answers queries about the last analysis that succeeded.
 *
 * @param wishes in shared memory: what is wanted of the analyses
 */
export function serve(port: Port, wishes: Int32Array): void {
	let current: TraceView | null = null;
	/** The revision that `current` is of. */
	let currentRevision = 0;
	let analysis = 0;
	let formats: FormatChoice[] = [];

	const show = (view: TraceView, revision: number) => {
		const figures = summary(view);
		if (current !== null && current.source !== view.source) current.source.close?.();
		current = view;
		currentRevision = revision;
		port.post({ type: 'analysed', revision, analysis: ++analysis, result: { ok: figures } });
	};

	const fail = (revision: number, reason: string) =>
		port.post({ type: 'analysed', revision, analysis, result: { err: sentence(reason) } });

	/** The reading that the current analysis is a part of has ended before its end. */
	const stayPart = () => {
		if (!current?.partial?.goesOn) return;
		show(current.stopped({ ...current.partial, goesOn: false }), currentRevision);
	};

	const analyse = async (message: AnalyseRequest) => {
		const { revision } = message;
		const request = { ...message, wishes };
		try {
			const listener: LoadListener = {
				progress: (progress) => port.post({ type: 'progress', revision, ...progress }),
				formats(choices) {
					formats = choices;
				},
				part(part) {
					// What was known before as a whole tells more.
					if (current !== null && current.partial === null) return false;
					show(part, revision);
					return true;
				},
			};
			if (!request.follow) show(await load(request, listener), revision);
			else {
				await loadFollowed(request, {
					...listener,
					grown: (view) => show(view, revision),
					trouble: (message) => fail(revision, message),
				});
			}
		} catch (error) {
			if (currentRevision === revision) stayPart();
			if (error instanceof Cancelled)
				port.post({ type: 'analysed', revision, analysis, result: 'cancelled' });
			else fail(revision, messageOf(error));
		}
	};

	const answerTo = ({ name, params, analysis: asked }: QueryRequest) => {
		if (name === 'formats') return { ok: formats };
		if (current === null) return { err: 'There is no analysis yet.' };
		return asked === analysis ? answer(current, name, params) : STALE;
	};

	port.onMessage((message) => {
		if (message.type === 'analyse') void analyse(message);
		else port.post({ type: 'answer', id: message.id, result: answerTo(message) });
	});
}

function sentence(text: string): string {
	const ended = /[.!?]$/.test(text) ? text : `${text}.`;
	return ended.charAt(0).toUpperCase() + ended.slice(1);
}
