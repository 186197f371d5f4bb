import type { ImportFile } from '../format.ts';
import { isObject } from '../json/isObject.ts';
import type { JsonRecord, JsonRecords } from '../json/records.ts';
import { type Devices, shortId } from './devices.ts';
import { devicesOf, isEntry, isEvent, isFileRecord, type SyncthingEvent } from './shapes.ts';
import type { FileVersions, Sighting } from './versions.ts';

/** A change of a file that a node made itself or took from another one. */
export interface Change {
	readonly isLocal: boolean;
	readonly path: string;
	readonly deleted: boolean;
	/** Short id of the device that wrote it. */
	readonly modifiedBy: string;
	readonly sighting: Sighting;
}

/** What the JSON files of a trace tell. */
export class Records {
	readonly changes: Change[] = [];
	private readonly seen = new Set<string>();

	constructor(
		readonly versions: FileVersions,
		private readonly devices: Devices,
	) {}

	/** Reads a record of any of the known shapes. */
	read(record: JsonRecord, json: JsonRecords, file: ImportFile): void {
		const { value } = record;
		if (Array.isArray(value)) for (const element of record.elements()) this.read(element, json, file);
		else if (isEvent(value)) this.event(value, record, json, file);
		else if (isFileRecord(value)) this.file(value, record, json, file, {});
		else if (isObject(value) && isFileRecord(value.body)) this.file(value.body, record, json, file, value);
		else if (isObject(value) && 'status' in value) json.ignore('answers without a file');
		else {
			const named = devicesOf(value);
			if (named === null) json.reject(record.place, "a file's record or an event of Syncthing");
			for (const { deviceID, name } of named ?? []) this.devices.name(deviceID, name);
		}
	}

	/** `wrapper`: what a recording says about the record, where it puts it into an object of its own. */
	private file(
		{ local, global }: { local?: unknown; global?: unknown },
		record: JsonRecord,
		json: JsonRecords,
		file: ImportFile,
		wrapper: Record<string, unknown>,
	): void {
		const sighting = {
			file: json.number,
			place: record.place,
			node: typeof wrapper.node === 'string' ? wrapper.node : file.node,
			time: timeOf(wrapper.time, file),
		};
		const named = typeof wrapper.file === 'string' ? wrapper.file : undefined;
		for (const [entry, isLocal] of [
			[local, true],
			[global, false],
		] as const) {
			if (!isEntry(entry)) continue;
			// Old releases write the type as a number.
			if (entry.type === 1 || /directory/i.test(String(entry.type))) {
				json.ignore('records of directories');
				continue;
			}
			const name = entry.name ?? named;
			if (name === undefined) json.reject(record.place, 'the name of the file');
			else this.versions.add(name, entry, sighting, isLocal);
		}
	}

	private event(event: SyncthingEvent, record: JsonRecord, json: JsonRecords, file: ImportFile): void {
		const { type, data } = event;
		const isLocal = type === 'LocalChangeDetected';
		if (!isLocal && type !== 'RemoteChangeDetected') {
			json.ignore(type);
			return;
		}
		const { path, modifiedBy, action, type: kind } = isObject(data) ? data : {};
		if (kind === 'dir') {
			json.ignore('changes of directories');
			return;
		}
		if (typeof path !== 'string' || typeof modifiedBy !== 'string') {
			json.reject(record.place, 'the path and the device of a change');
			return;
		}
		// The audit log repeats the events of the event streams.
		const identity = `${event.time} ${type} ${path}`;
		if (this.seen.has(identity)) {
			json.ignore('events that another file has too');
			return;
		}
		this.seen.add(identity);
		if (isLocal && file.node !== null) this.devices.name(modifiedBy, file.node);
		this.changes.push({
			isLocal,
			path,
			deleted: action === 'deleted',
			modifiedBy: shortId(modifiedBy),
			sighting: { file: json.number, place: record.place, node: file.node, time: timeOf(event.time, file) },
		});
	}
}

function timeOf(time: unknown, { clockOffset }: ImportFile): number {
	return (typeof time === 'string' ? Date.parse(time) : Number.NaN) + clockOffset;
}
