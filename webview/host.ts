import type { FromWebview, Queries, ToWebview } from '../src/session/protocol.ts';
import { type Channel, openChannel } from './channel.ts';

/** All that a host tells but the answers to queries. */
export type HostEvent = Exclude<ToWebview, { type: 'answer' }>;

/** The extension host as the views see it. */
export type Host = Channel<Queries, Exclude<FromWebview, { type: 'query' }>>;

/** Connects to the extension host. `listen` is called with everything that it tells unasked. */
export function connect(listen: (event: HostEvent) => void): Host {
	return openChannel(listen);
}
