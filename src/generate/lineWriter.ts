import type { Hlc } from './clocks.ts';
import type { Held, Version } from './held.ts';
import type { KeySpace } from './keySpace.ts';
import type { Settings } from './options.ts';

/** Where a line happens. */
interface Place {
	replica: number;
	key: number;
	/** The replica's wall clock, milliseconds since the Unix epoch. */
	ts: number;
}

/** Writes events as lines of the native format into a text that the caller takes away. */
export class LineWriter {
	/** Lines not yet taken. */
	text = '';
	/** Events written so far. */
	events = 0;
	/** The replicas' ids as JSON. */
	private readonly ids: string[];
	private readonly opensAt: string[];

	constructor(
		private readonly settings: Settings,
		private readonly keys: KeySpace,
	) {
		this.ids = settings.replicas.map((replica) => JSON.stringify(replica.id));
		this.opensAt = this.ids.map((id) => `","at":${id},`);
	}

	header(): void {
		const replicas = this.settings.replicas.map(({ id, name, region }) => [id, { name, region }]);
		const fields = { op: 'header', version: 1, replicas: Object.fromEntries(replicas) };
		this.text += `${JSON.stringify(fields)}\n`;
	}

	/** `after` is what the replica holds then, `context` what the client had seen. */
	write(
		place: Place,
		version: Version,
		rest: { client: number; after: Held; context: Held; hlc: Hlc | null; update: string | undefined },
	): void {
		const deletes = version.value === null;
		const value = deletes ? '' : `,"value":${version.json}`;
		const update = rest.update === undefined ? '' : `,"update":${rest.update}`;
		const causality = this.causality(version, rest.after, rest.context);
		this.line(
			deletes ? 'delete' : 'write',
			place,
			`${this.client(rest.client)}${this.key(place)}${value}${causality}`,
			`${hlcJson(rest.hlc)}${update}`,
		);
	}

	/** A write that resolves siblings. `discarded` are the values that did not make it into the new one. */
	merge(
		place: Place,
		version: Version,
		rest: { strategy: string; discarded: string[]; after: Held; context: Held; hlc: Hlc | null },
	): void {
		const discarded = rest.discarded.length === 0 ? '' : `,"discarded":[${rest.discarded}]`;
		const causality = this.causality(version, rest.after, rest.context);
		const how = `,"strategy":"${rest.strategy}"${discarded}`;
		this.line(
			'merge',
			place,
			`${this.key(place)},"value":${version.json}${how}${causality}`,
			hlcJson(rest.hlc),
		);
	}

	read(place: Place, client: number, held: Held): void {
		const values = held.siblings.map((version) => version.json);
		const seen = values.length > 1 ? `"values":[${values}]` : `"value":${values[0] ?? 'null'}`;
		const vector = this.settings.causality === 'none' ? '' : `,"vv":${held.vectorJson(this.ids)}`;
		this.line('read', place, `${this.client(client)}${this.key(place)},${seen}${vector}`, '');
	}

	send(place: Place, to: number, message: number): void {
		this.line('send', place, `"to":${this.ids[to]},"msg":${message},${this.key(place)}`, '');
	}

	receive(place: Place, from: number, message: number): void {
		this.line('receive', place, `"from":${this.ids[from]},"msg":${message},${this.key(place)}`, '');
	}

	/** `ts` is the sender's clock. */
	sync(from: number, to: number, ts: number): void {
		this.events++;
		this.text += `{"op":"sync","from":${this.ids[from]},"to":${this.ids[to]},"ts":${ts}}\n`;
	}

	private line(op: string, { replica, ts }: Place, fields: string, last: string): void {
		this.events++;
		this.text += `{"op":"${op}${this.opensAt[replica]}${fields},"ts":${ts}${last}}\n`;
	}

	private key({ key }: Place): string {
		return `"key":"${this.keys.name(key)}"`;
	}

	private client(client: number): string {
		return `"client":"client-${client + 1}",`;
	}

	private causality({ replica, counter }: Version, after: Held, context: Held): string {
		if (this.settings.causality === 'none') return '';
		if (this.settings.causality === 'plain') return `,"vv":${after.vectorJson(this.ids)}`;
		return `,"dot":[${this.ids[replica]},${counter}],"context":${context.vectorJson(this.ids)}`;
	}
}

function hlcJson(hlc: Hlc | null): string {
	return hlc === null ? '' : `,"hlc":{"wall":${hlc.wall},"logical":${hlc.logical}}`;
}
