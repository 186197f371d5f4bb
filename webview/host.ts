import type { FromWebview, Queries, QueryName, Result, ToWebview } from '../src/session/protocol.ts';

interface VsCodeApi {
	postMessage(message: FromWebview): void;
	getState(): unknown;
	setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** All that a host tells but the answers to queries. */
export type HostEvent = Exclude<ToWebview, { type: 'answer' }>;

/** The extension host as the views see it. */
export interface Host {
	/** Asks for a snapshot. Never rejects. */
	query<N extends QueryName>(name: N, params: Queries[N]['params']): Promise<Result<Queries[N]['result']>>;
	post(message: Exclude<FromWebview, { type: 'query' }>): void;
	/** What was persisted when this page was last open, of unknown origin and shape. */
	readonly persisted: unknown;
	persist(state: unknown): void;
}

/** Connects to the extension host. `listen` is called with everything that it tells unasked. */
export function connect(listen: (event: HostEvent) => void): Host {
	const api = acquireVsCodeApi();
	const waiting = new Map<number, (result: Result<never>) => void>();
	let lastId = 0;
	/** Of the analysis that what is shown is of. */
	let revision = 0;
	window.addEventListener('message', ({ data }: MessageEvent<ToWebview>) => {
		if (data.type !== 'answer') {
			if (data.type === 'analysis') revision = data.revision;
			listen(data);
			return;
		}
		const answer = waiting.get(data.id);
		waiting.delete(data.id);
		answer?.(data.result as Result<never>);
	});
	return {
		query(name, params) {
			const id = ++lastId;
			return new Promise((resolve) => {
				waiting.set(id, resolve);
				api.postMessage({ type: 'query', id, name, params, revision });
			});
		},
		post: (message) => api.postMessage(message),
		persisted: api.getState(),
		persist: (state) => api.setState(state),
	};
}
