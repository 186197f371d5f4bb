import { Op } from '../../trace/ops.ts';
import type { TraceBuilder } from '../../trace/trace.ts';
import { EventBatch } from '../eventBatch.ts';
import type { Importer, ImportOptions } from '../format.ts';
import { JsonRecords } from '../json/records.ts';
import { plural } from '../plural.ts';
import { whenKnown } from '../text/whenKnown.ts';
import { type Copy, findCopies } from './copies.ts';
import { Devices } from './devices.ts';
import { logReader } from './logFile.ts';
import { type Change, Records } from './records.ts';
import { conflictCopyOf } from './shapes.ts';
import { covers, FileVersions, firstHolder, type Held } from './versions.ts';
import { isSameTime } from './winner.ts';
import { writeChanges } from './writeChanges.ts';
import { writeFile } from './writeVersions.ts';

/** Records of `/rest/db/file`, events and logs of one or several devices. */
export function openSyncthing(builder: TraceBuilder, options: ImportOptions): Importer {
	const devices = new Devices(options.maps.devices ?? {});
	const records = new Records(new FileVersions(), devices);
	return {
		open: (file) =>
			whenKnown((head) => {
				if (/^\[(start|[A-Z2-7]{5,7})\] \d{4}\//m.test(head)) return logReader(builder, file, devices);
				const json: JsonRecords = new JsonRecords(builder, file.name, (record) =>
					records.read(record, json, file),
				);
				return json;
			}),
		finish() {
			builder.madeDots = true;
			if (records.versions.files.size > 0) writeRecords(builder, records, devices);
			else writeEvents(builder, records.changes, devices);
		},
	};
}

function writeRecords(builder: TraceBuilder, { versions, changes }: Records, devices: Devices): void {
	for (const ofFile of versions.files.values()) {
		for (const version of ofFile.values()) {
			const node = firstHolder(version);
			if (node !== null) devices.vote(version.entry.modifiedBy, node);
		}
	}
	const batch = new EventBatch();
	const copies = findCopies(versions);
	const deletesLose = seenToLose([...versions.held.values()]);
	for (const [name, ofFile] of versions.files) {
		if (conflictCopyOf(name) !== null) continue;
		writeFile(batch, name, [...ofFile.values()], versions.held.get(name) ?? [], {
			devices,
			copies: copies.filter(({ original }) => original === name),
			deletesLose,
		});
	}
	const marks = new Map<Copy, number>();
	for (const copy of copies) marks.set(copy, writeCopy(batch, copy, devices));
	for (const change of changes) writeChange(batch, change, devices);
	const numbers = batch.flush(builder);
	for (const [copy, mark] of marks) reportVanished(builder, copy, numbers[mark] as number);
	const left = copies.filter(({ removed }) => !removed).length;
	builder.notes.push(
		'Syncthing drops the vector of a version that loses: later edits of the winner stay concurrent to it by their vectors, although their writers may have seen its conflict copy.',
	);
	if (copies.length > 0)
		builder.notes.push(
			`${plural(copies.length, 'conflict copy', 'conflict copies')} made, ${left} left. A conflict counts as resolved once the copies of what lost are removed.`,
		);
}

/** A conflict copy is no version of another key, but what became of a version of the original. */
function writeCopy(batch: EventBatch, { name, original, made, removed }: Copy, devices: Devices): number {
	const [first] = made;
	const { file, place, time } = first.shown;
	return batch.add({
		op: Op.event,
		file,
		place,
		at: devices.nodeOf(first.entry.modifiedBy),
		key: original,
		value: { json: `conflict copy ${name}${removed ? ' (removed later)' : ''}` },
		native: first.entry.version.join(','),
		...(!Number.isNaN(time) && { seq: time }),
	});
}

function writeChange(
	batch: EventBatch,
	{ isLocal, path, deleted, modifiedBy, sighting }: Change,
	devices: Devices,
) {
	const copy = conflictCopyOf(path);
	const what = deleted ? 'deleted' : 'changed';
	batch.add({
		op: Op.event,
		file: sighting.file,
		place: sighting.place,
		at: sighting.node ?? devices.nodeOf(modifiedBy),
		key: copy?.original ?? path,
		value: {
			json: `${copy === null ? '' : `conflict copy ${path} `}${what} ${isLocal ? 'here' : `by ${devices.nodeOf(modifiedBy)}`}`,
		},
		seq: sighting.time,
	});
}

/** Copies of one name that nodes made without knowing of each other: one content replaces the other. */
function reportVanished(builder: TraceBuilder, { made }: Copy, event: number): void {
	const clash = made.some((a) =>
		made.some(
			(b) => a !== b && !covers(a.vector, b.vector) && !isSameTime(a.entry.modified, b.entry.modified),
		),
	);
	if (!clash) return;
	const [first] = made;
	builder.findings.add({
		code: 'write-vanished',
		file: first.shown.file,
		line: first.shown.place.line,
		event,
		text: 'Two nodes made a conflict copy of this name in the same second, of different contents: one of them is kept nowhere.',
	});
}

function writeEvents(builder: TraceBuilder, changes: readonly Change[], devices: Devices): void {
	const batch = new EventBatch();
	writeChanges(batch, changes, devices);
	batch.flush(builder);
	builder.notes.push(
		changes.length > 0
			? 'Events carry no version vectors. Who had seen what is concluded from the times of changes on all nodes, so conflicts are only possible; records of /rest/db/file would prove them.'
			: 'These events do not tell what changed: LocalChangeDetected and RemoteChangeDetected (/rest/events/disk), or records of /rest/db/file, are needed.',
	);
}

/** Whether tombstones lose to concurrent files: as nodes were seen to give up one for the other. */
function seenToLose(histories: readonly (readonly Held[])[]): boolean {
	let lost = 0;
	for (const history of histories) {
		const last = new Map<string | null, Held>();
		for (const held of history) {
			const before = last.get(held.sighting.node)?.version;
			last.set(held.sighting.node, held);
			if (before === undefined || covers(held.version.vector, before.vector)) continue;
			const [was, is] = [before.entry.deleted === true, held.version.entry.deleted === true];
			if (was !== is) lost += was ? 1 : -1;
		}
	}
	return lost >= 0;
}
