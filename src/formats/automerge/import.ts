import type { TraceBuilder } from '../../trace/trace.ts';
import { parentsFirst } from '../causality/parentsFirst.ts';
import { addCrdtWrites, type CrdtArrival, type CrdtWrite } from '../crdt/writes.ts';
import type { FileReader, Importer, OpenImporter } from '../format.ts';
import { type JsonRecord, JsonRecords } from '../json/records.ts';
import type { Place } from '../text/place.ts';
import { whenKnown } from '../text/whenKnown.ts';
import { type Change, readChange } from './change.ts';
import { changeWrites, type EditedType } from './changeWrites.ts';
import { isBinary } from './magic.ts';
import { objectsOf } from './objects.ts';
import { Owner } from './owner.ts';

/** Reads changes of one document, decoded or in the library's own form. The same change in several files is one. */
export const openAutomerge: OpenImporter = (builder, { maps }): Importer => {
	const document = new Changes(builder, maps.actors ?? {});
	return {
		open: ({ name }) =>
			whenKnown((_, bytes) => (isBinary(bytes) ? document.openBinary(name) : document.openJson(name))),
		finish: () => document.finish(),
	};
};

class Changes {
	private readonly changes = new Map<string, Change>();
	private readonly owners = new Map<number, Owner>();
	/** Changes that a file repeats. */
	private readonly repeated: { file: number; place: Place; hash: string }[] = [];
	private readonly binaries: { file: number; bytes: Uint8Array[] }[] = [];

	constructor(
		private readonly builder: TraceBuilder,
		private readonly names: Readonly<Record<string, string>>,
	) {}

	openJson(name: string): FileReader {
		const take = (record: JsonRecord): void => {
			if (Array.isArray(record.value)) {
				for (const part of record.elements()) take(part);
				return;
			}
			const change = readChange(record.value, records.number, record.place);
			if (typeof change === 'string') records.reject(record.place, change);
			else {
				this.add(change);
				owner.add(change);
			}
		};
		const owner = new Owner();
		const records: JsonRecords = new JsonRecords(this.builder, name, take);
		this.owners.set(records.number, owner);
		return records;
	}

	openBinary(name: string): FileReader {
		const number = this.builder.files.length;
		const file = this.builder.beginFile(name);
		const bytes: Uint8Array[] = [];
		this.binaries.push({ file: number, bytes });
		return {
			push(chunk) {
				bytes.push(chunk.slice());
				file.bytes += chunk.length;
			},
			end() {
				file.lines = 1;
			},
		};
	}

	private add(change: Change): void {
		const { file, place, hash } = change;
		if (this.changes.has(hash)) this.repeated.push({ file, place, hash });
		else this.changes.set(hash, change);
	}

	async finish(): Promise<void> {
		for (const { file, bytes } of this.binaries) await this.decode(file, bytes);
		const { builder } = this;
		const bySeq = new Map(
			[...this.changes.values()].map((change) => [`${change.seq}@${change.actor}`, change]),
		);
		const parentsOf = ({ deps, actor, seq }: Change) =>
			[...deps.map((dep) => this.changes.get(dep)), bySeq.get(`${seq - 1}@${actor}`)].filter(
				(parent) => parent !== undefined,
			);
		const order = parentsFirst(this.changes.values(), parentsOf);
		const objects = objectsOf(order.map(({ item }) => item));
		const seen = new Map<Change, Map<string, number>>();
		const editedTypes = new Map<string, EditedType>();
		const writesOf = new Map<string, CrdtWrite[]>();
		for (const { item: change, parents } of order) {
			const clock = new Map<string, number>();
			for (const parent of parents) {
				const known = seen.get(parent) ?? new Map<string, number>();
				for (const [actor, seq] of [...known, [parent.actor, parent.seq] as const]) {
					if (seq > (clock.get(actor) ?? 0)) clock.set(actor, seq);
				}
			}
			seen.set(change, clock);
			writesOf.set(change.hash, changeWrites(change, objects, clock, editedTypes));
		}
		this.tellMissing();
		const writes = [...this.changes.keys()].flatMap((hash) => this.named(writesOf.get(hash) ?? []));
		const arrivals = this.arrivals(new Map(writes.map((write) => [write.native, write])), writesOf);
		addCrdtWrites(builder, writes, arrivals, ({ key }) => editedTypes.get(key) ?? 'text');
		this.tell();
	}

	/** Actors by the names that a manifest gives them. */
	private named(writes: readonly CrdtWrite[]): CrdtWrite[] {
		const name = (actor: string) =>
			Object.hasOwn(this.names, actor) ? (this.names[actor] as string) : actor;
		return writes.map((write) => ({
			...write,
			writer: name(write.writer),
			seen: new Map([...write.seen].map(([actor, seq]) => [name(actor), seq])),
		}));
	}

	/** What a file shows that its owner came to have. */
	private arrivals(
		byNative: ReadonlyMap<string, CrdtWrite>,
		writesOf: ReadonlyMap<string, readonly CrdtWrite[]>,
	): CrdtArrival[] {
		const firsts = [...this.changes].map(([hash, { file, place }]) => ({ hash, file, place }));
		return [...firsts, ...this.repeated].flatMap(({ hash, file, place }) => {
			const owner = this.owners.get(file)?.actor ?? null;
			if (owner === null || this.changes.get(hash)?.actor === owner) return [];
			const at = Object.hasOwn(this.names, owner) ? (this.names[owner] as string) : owner;
			return (writesOf.get(hash) ?? []).map(({ native }) => ({
				at,
				file,
				place,
				write: byNative.get(native) as CrdtWrite,
			}));
		});
	}

	private async decode(file: number, chunks: readonly Uint8Array[]): Promise<void> {
		const { decodeDocument } = await import('./library.ts');
		const decoded = await decodeDocument(chunks);
		const size = this.builder.files[file]?.bytes ?? 0;
		const place: Place = { line: 1, offset: 0, length: size, start: 0, end: size };
		if (typeof decoded === 'string') {
			this.builder.findings.add({ code: 'malformed-line', file, line: 1, text: decoded });
			return;
		}
		for (const value of decoded) {
			const change = readChange(value, file, place);
			if (typeof change !== 'string') this.add(change);
		}
	}

	private tellMissing(): void {
		for (const { deps, file, place } of this.changes.values()) {
			if (deps.every((dep) => this.changes.has(dep))) continue;
			this.builder.findings.add({
				code: 'imported-note',
				file,
				line: place.line,
				text: 'A change that this one depends on is in none of the files: what it had seen through that one is not known.',
			});
		}
	}

	private tell(): void {
		this.builder.notes.push(
			'Increments of counters and edits of lists and texts merge: concurrent ones are counted, and are no conflicts.',
			'Automerge keeps the assignment with the greatest operation id, and any assignment rather than a concurrent removal: that is the winner shown.',
		);
	}
}
