import { isObject } from '../json/isObject.ts';

/** One side of what `/rest/db/file` answers: the file as this node, or the cluster, has it. */
export interface FileEntry {
	name?: string;
	/** A number or its name: `FILE_INFO_TYPE_FILE`. */
	type?: unknown;
	deleted?: boolean;
	invalid?: boolean;
	/** RFC 3339 with nanoseconds. */
	modified?: string;
	/** Short id of the device that wrote it. */
	modifiedBy: string;
	size?: number;
	blocksHash?: string | null;
	/** `SHORTID:counter`. */
	version: string[];
}

export interface FileRecord {
	local?: FileEntry;
	global?: FileEntry;
}

export interface SyncthingEvent {
	id: number;
	globalID?: number;
	time: string;
	type: string;
	data: Record<string, unknown>;
}

export function isEntry(value: unknown): value is FileEntry {
	return (
		isObject(value) &&
		typeof value.modifiedBy === 'string' &&
		Array.isArray(value.version) &&
		value.version.length > 0 &&
		value.version.every((entry) => typeof entry === 'string' && /^[A-Z2-7]{7}:\d+$/.test(entry))
	);
}

export function isFileRecord(value: unknown): value is FileRecord {
	return isObject(value) && (isEntry(value.local) || isEntry(value.global));
}

export function isEvent(value: unknown): value is SyncthingEvent {
	return (
		isObject(value) &&
		typeof value.id === 'number' &&
		typeof value.type === 'string' &&
		typeof value.time === 'string'
	);
}

/** The devices that a configuration names. */
export function devicesOf(value: unknown): { deviceID: string; name: string }[] | null {
	if (!isObject(value) || !Array.isArray(value.devices)) return null;
	const devices = value.devices.filter(
		(device) => isObject(device) && typeof device.deviceID === 'string' && typeof device.name === 'string',
	);
	return devices as { deviceID: string; name: string }[];
}

/** A version vector: device → counter. */
export function vectorOf(version: readonly string[]): Map<string, number> {
	return new Map(
		version.map((entry) => {
			const [device = '', counter] = entry.split(':');
			return [device, Number(counter)] as const;
		}),
	);
}

/** Conflict copies: `name.sync-conflict-YYYYMMDD-HHMMSS-SHORTID.ext`. The original's name, and the winner's device; else null. */
export function conflictCopyOf(name: string): { original: string; winner: string } | null {
	const match = /^(.*)\.sync-conflict-\d{8}-\d{6}-([A-Z2-7]{7})(\.[^./]*)?$/s.exec(name);
	if (match === null) return null;
	const [, base = '', winner = '', extension = ''] = match;
	return { original: base + extension, winner };
}
