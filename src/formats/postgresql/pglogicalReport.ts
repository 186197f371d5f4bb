import { unquoted } from './decoding.ts';
import type { LogEntry } from './entry.ts';
import type { Named, Report } from './report.ts';
import { readStamp } from './time.ts';

const MESSAGE =
	/^CONFLICT: remote (\w+) on relation (.+?)(?: \(local index (.+?)\)| (?:replica identity )?index (.+?))?(?: \((tuple not found|origin differs|newer tuple found)\))?\. Resolution: (\w+)\.?$/s;

/** Where the local row ends and the remote one begins. Rows may hold the same text: the last one counts. */
const BETWEEN = /\} ?(?:xid=(\d+),)?origin=(-?\w+),timestamp=([^,;]+?); remote tuple \{/gs;

const REMOTE_END = /\}(\*?) in xact origin=(-?\w+),timestamp=([^,]+),commit_lsn=([0-9A-F]+\/[0-9A-F]+)$/s;

/** `xid 883 committed at …`; pglogical 2.4.4 and older have a typing error. */
const CONTEXT = /\bxid (\d+) committ?ed at ([^(]+?)(?: \(|$)/;

/** A conflict report of pglogical or Spock; null where it is cut off or in no form that is known. */
export function pglogicalReport(entry: LogEntry): Report | null {
	const message = MESSAGE.exec(entry.message);
	const { detail } = entry;
	const end = REMOTE_END.exec(detail);
	if (message === null || end === null) return null;
	const [, operation = '', relation = '', localIndex, identityIndex, state, resolution] = message;
	const context = CONTEXT.exec(entry.context);
	const remote: Named = {
		tuple: null,
		xid: context === null ? null : Number(context[1]),
		origin: originName(end[2] as string),
		time: readStamp(end[3] as string)?.at ?? null,
	};
	const body = detail.slice(0, end.index);
	let local: Named | null = null;
	let from = -1;
	if (detail.startsWith('existing local tuple {')) {
		const between = Array.from(body.matchAll(BETWEEN)).at(-1);
		if (between === undefined) return null;
		const [all, xid, origin = '', time = ''] = between;
		local = {
			tuple: { text: body.slice('existing local tuple {'.length, between.index), named: true },
			xid: xid === undefined ? null : Number(xid),
			origin: originName(origin),
			time: readStamp(time)?.at ?? null,
		};
		from = between.index + all.length;
	} else if (detail.startsWith('remote tuple {')) from = 'remote tuple {'.length;
	if (from < 0) return null;
	remote.tuple = { text: body.slice(from), named: true };
	return {
		entry,
		operation: operationOf(operation, state),
		kind: `${operation.toLowerCase()}${state === undefined ? '' : `, ${state}`}`,
		relation: unquoted(relation),
		index: localIndex ?? identityIndex ?? null,
		local,
		remote,
		outcome: resolution === 'apply_remote' ? 'applied' : 'dropped',
		identity: null,
		deleted: null,
	};
}

function operationOf(operation: string, state: string | undefined): Report['operation'] {
	const name = operation.toLowerCase();
	if (name.startsWith('insert')) return 'insert';
	if (name.startsWith('delete')) return 'delete';
	return state === undefined || !name.includes('delete') ? 'update' : 'delete';
}

/** `0` and `local` are this server, `-1` and `unknown` nobody. */
function originName(origin: string): string | null {
	if (origin === '0' || origin === 'local') return 'local';
	return origin === '-1' || origin === 'unknown' ? null : origin;
}
