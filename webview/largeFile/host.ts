import type { FromPage, PageQueries, ToPage } from '../../src/session/linesProtocol.ts';
import type { Channel } from '../channel.ts';

/** All that the host tells but the answers to queries. */
export type HostEvent = Exclude<ToPage, { type: 'answer' }>;

/** The extension host as the page sees it. */
export type Host = Channel<PageQueries, Exclude<FromPage, { type: 'query' }>>;
