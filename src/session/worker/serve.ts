import type { FormatChoice } from '../editorQueries.ts';
import { answer } from '../queries/index.ts';
import { summary } from '../queries/summary.ts';
import type { TraceView } from '../traceView.ts';
import type { AnalyseRequest, FromWorker, ToWorker } from '../wire.ts';
import { Cancelled, type Loaded, load } from './load.ts';

/** The worker's side of a channel. */
export interface Port {
	post(message: FromWorker): void;
	onMessage(listener: (message: ToWorker) => void): void;
}

/** Owns one trace: analyses what it is given and answers queries about the last analysis that succeeded. */
export function serve(port: Port): void {
	let current: Loaded | null = null;
	let formats: FormatChoice[] = [];

	const analyse = async (request: AnalyseRequest) => {
		const { revision } = request;
		try {
			const loaded = await load(
				request,
				(done, label) => port.post({ type: 'progress', revision, done, label }),
				(choices) => {
					formats = choices;
				},
			);
			const figures = summary(loaded.view);
			current?.close();
			current = loaded;
			port.post({ type: 'analysed', revision, result: { ok: figures } });
		} catch (error) {
			if (error instanceof Cancelled) port.post({ type: 'analysed', revision, result: 'cancelled' });
			else {
				const reason = error instanceof Error ? error.message : String(error);
				port.post({ type: 'analysed', revision, result: { err: sentence(reason) } });
			}
		}
	};

	port.onMessage((message) => {
		if (message.type === 'analyse') void analyse(message);
		else if (message.name === 'formats') {
			port.post({ type: 'answer', id: message.id, result: { ok: formats } });
		} else {
			const view: TraceView | undefined = current?.view;
			const result =
				view === undefined
					? { err: 'There is no analysis yet.' }
					: answer(view, message.name, message.params);
			port.post({ type: 'answer', id: message.id, result });
		}
	});
}

function sentence(text: string): string {
	const ended = /[.!?]$/.test(text) ? text : `${text}.`;
	return ended.charAt(0).toUpperCase() + ended.slice(1);
}
