import type { DiagramScope } from '../../../../src/report/model.ts';
import { sequenceDiagram } from '../../../../src/report/sequence/diagram.ts';
import { shownOf } from '../../../support/shown.ts';

export const WHOLE: DiagramScope = { kind: 'trace' };

/** The lines of a diagram, without its first. */
export function drawn(lines: (string | object)[], scope: DiagramScope = WHOLE): string[] {
	const { source } = sequenceDiagram(shownOf(lines), scope);
	return source
		.trimEnd()
		.split('\n')
		.slice(1)
		.map((line) => line.trim());
}

/** Messages and notes alone. */
export function statements(lines: (string | object)[], scope?: DiagramScope): string[] {
	return drawn(lines, scope).filter((line) => !/^(autonumber|participant)/.test(line));
}

export const send = (at: string, to: string, msg: string, key?: string) => ({ op: 'send', at, to, msg, key });

export const receive = (at: string, from: string, msg: string, key?: string) => ({
	op: 'receive',
	at,
	from,
	msg,
	key,
});
