interface VsCodeApi {
	postMessage(message: unknown): void;
	getState(): unknown;
	setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** What a query answers: the answer, or in words why there is none. */
type Result<T> = { ok: T } | { err: string };

/** Queries by their names. */
type QueryTypes<Q> = { [N in keyof Q]: { params: unknown; result: unknown } };

/** The way to the extension host: queries, messages without an answer, and what the page persists. */
export interface Channel<Q extends QueryTypes<Q>, Message> {
	/** Asks for a snapshot. Never rejects. */
	query<N extends keyof Q>(name: N, params: Q[N]['params']): Promise<Result<Q[N]['result']>>;
	post(message: Message): void;
	/** What was persisted when this page was last open, of unknown origin and shape. */
	readonly persisted: unknown;
	persist(state: unknown): void;
}

/** Connects to the extension host. `listen` is called with everything that it tells unasked. */
export function openChannel<Q extends QueryTypes<Q>, Message, Event>(
	listen: (event: Event) => void,
): Channel<Q, Message> {
	const api = acquireVsCodeApi();
	const waiting = new Map<number, (result: Result<never>) => void>();
	let lastId = 0;
	/** Of the analysis that what is shown is of. */
	let revision = 0;
	window.addEventListener('message', ({ data }: MessageEvent) => {
		if (data.type !== 'answer') {
			if (data.type === 'analysis') revision = data.revision;
			listen(data as Event);
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
