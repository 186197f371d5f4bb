import type { TraceBuilder } from '../../trace/trace.ts';
import { readCarried } from './carried.ts';

/**
 * Takes what a header line tells of the replicas. Answers what is wrong with it in words, or null. Headers of several files
 * add up; of two that name one replica, the later one counts.
 */
export function readHeader(text: string, builder: TraceBuilder): string | null {
	const header = JSON.parse(text) as Record<string, unknown>;
	if (header.version !== undefined && header.version !== 1) {
		return `version 1, the only one there is, not ${JSON.stringify(header.version)}`;
	}
	readSource(header.source, builder);
	const replicas = header.replicas;
	if (replicas === undefined || replicas === null) return null;
	if (typeof replicas !== 'object' || Array.isArray(replicas))
		return '"replicas" to be an object of replica ids';
	for (const [id, info] of Object.entries(replicas)) {
		const replica = builder.replicas.internText(id);
		builder.addParticipant(replica);
		builder.replicaInfo.set(replica, {
			name: typeof info === 'string' ? info : textField(info, 'name'),
			region: textField(info, 'region'),
			home: listField(info, 'home'),
		});
		builder.hasHeader = true;
	}
	return null;
}

/** What a conversion kept of the log that the trace was converted from: see convert in report/nativeText.ts. */
function readSource(source: unknown, builder: TraceBuilder): void {
	for (const note of listField(source, 'notes')) builder.notes.push(note);
	for (const key of listField(source, 'merging')) builder.mergingKeys.add(builder.keys.internText(key));
	if (fieldOf(source, 'madeDots') === true) builder.madeDots = true;
	readCarried(fieldOf(source, 'findings'), builder.carried);
	for (const [replica, execution] of Object.entries(fieldOf(source, 'executions') ?? {})) {
		if (typeof execution === 'string')
			builder.executionOf.set(builder.replicas.internText(replica), execution);
	}
	const system = fieldOf(source, 'system');
	if (typeof system !== 'object' || system === null) return;
	for (const [name, figure] of Object.entries(system)) {
		if (typeof figure !== 'number') continue;
		builder.system ??= {};
		builder.system[name] = figure;
	}
}

function fieldOf(info: unknown, name: string): unknown {
	return typeof info === 'object' && info !== null ? (info as Record<string, unknown>)[name] : undefined;
}

function textField(info: unknown, name: string): string | null {
	const value = fieldOf(info, name);
	return typeof value === 'string' && value !== '' ? value : null;
}

function listField(info: unknown, name: string): string[] {
	const value = fieldOf(info, name);
	if (typeof value === 'string') return [value];
	return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
