import fc from 'fast-check';
import { compact, type Line } from './line.ts';
import { arbCast, arbValue, type Cast } from './names.ts';

/** `none`: no vectors. `plain`: vv. `dotted`: dot and context, from clients that may have read at another replica. */
export type VectorMode = 'none' | 'plain' | 'dotted';

/** One step of a history; the numbers choose among what is there when the step is taken. */
interface Step {
	kind: 'write' | 'delete' | 'merge' | 'read' | 'state' | 'send' | 'resend' | 'receive' | 'stray' | 'sync';
	at: number;
	peer: number;
	key: number;
	/** Keys a message names: 0 none, then one, then several. */
	named: number;
	client: number;
	message: number;
	/** Whether an event that may carry a vector does. */
	tells: boolean;
	value: unknown;
}

const KINDS: { weight: number; kind: Step['kind'] }[] = [
	{ weight: 8, kind: 'write' },
	{ weight: 2, kind: 'delete' },
	{ weight: 2, kind: 'merge' },
	{ weight: 2, kind: 'read' },
	{ weight: 1, kind: 'state' },
	{ weight: 5, kind: 'send' },
	{ weight: 1, kind: 'resend' },
	{ weight: 5, kind: 'receive' },
	{ weight: 1, kind: 'stray' },
	{ weight: 6, kind: 'sync' },
];

/** Steps after which vectors and messages no longer tell the same, though nobody lied. */
const UNTIDY: Step['kind'][] = ['resend', 'stray'];

function arbStep(tidy: boolean): fc.Arbitrary<Step> {
	const allowed = tidy ? KINDS.filter(({ kind }) => !UNTIDY.includes(kind)) : KINDS;
	const kinds = allowed.map(({ weight, kind }) => ({ weight, arbitrary: fc.constant(kind) }));
	return fc.record({
		kind: fc.oneof(...kinds),
		at: fc.nat(4),
		peer: fc.nat(3),
		key: fc.nat(3),
		named: fc.constantFrom(0, 0, 0, 1, 2, 3),
		client: fc.nat(2),
		message: fc.nat(20),
		tells: fc.boolean(),
		value: arbValue(),
	});
}

/**
 * Lines that a store with truthful books would log: messages may be late, lost, repeated and out of order. In a tidy
 * one, messages alone explain every vector: no message is sent twice or from nowhere, and clients read where they write.
 */
export function arbHistory(maxSteps: number, { tidy = false } = {}): fc.Arbitrary<Line[]> {
	const modes: VectorMode[] = tidy ? ['plain', 'none'] : ['plain', 'none', 'dotted'];
	const steps = fc.array(arbStep(tidy), { maxLength: maxSteps, size: 'max' });
	return fc.tuple(arbCast(), fc.constantFrom(...modes), steps).map(([cast, vectors, taken]) => {
		const store = new Store(cast, vectors);
		return taken.flatMap((step) => store.take(step));
	});
}

/** Key to what is known of it: replica to counter. */
type Known = Map<string, Map<string, number>>;

interface Message {
	id: number;
	from: string;
	to: string;
	fields: Record<string, unknown>;
	content: Known;
}

/** A replicated store with real book-keeping, one step and line at a time. */
class Store {
	private readonly known = new Map<string, Known>();
	/** What each client last read of a key, wherever it read it. */
	private readonly read = new Map<number, Known>();
	private readonly counters = new Map<string, number>();
	private readonly messages: Message[] = [];

	constructor(
		private readonly cast: Cast,
		private readonly vectors: VectorMode,
	) {}

	take(step: Step): Line[] {
		const { replicas, keys } = this.cast;
		const at = replicas[step.at % replicas.length];
		const key = keys[step.key % keys.length];
		const others = replicas.filter((replica) => replica !== at);
		const peer = others[step.peer % others.length];
		switch (step.kind) {
			case 'write':
			case 'delete':
			case 'merge':
				return [this.version(step, at, key)];
			case 'read':
			case 'state':
				return [this.tell(step, at, key)];
			case 'receive':
				return this.receive(step);
			case 'resend':
				return this.resend(step);
			case 'stray':
				return peer === undefined ? [] : [{ op: 'receive', at, from: peer, msg: `lost ${step.message}` }];
			case 'send':
				return peer === undefined ? [] : [this.send(step, at, peer)];
			case 'sync':
				return peer === undefined ? [] : [this.sync(step, at, peer)];
		}
	}

	private version({ kind, client, value }: Step, at: string, key: string): Line {
		const counter = (this.counters.get(JSON.stringify([at, key])) ?? 0) + 1;
		this.counters.set(JSON.stringify([at, key]), counter);
		const seen =
			this.vectors === 'dotted' ? vectorOf(this.client(client), key) : vectorOf(this.replica(at), key);
		const context = Object.fromEntries(seen);
		join(this.replica(at), key, seen);
		join(this.replica(at), key, new Map([[at, counter]]));
		const causality = {
			none: {},
			plain: { vv: Object.fromEntries(new Map(seen).set(at, counter)) },
			dotted: { dot: [at, counter], context },
		}[this.vectors];
		const line = { op: kind, at, key, client: client === 0 ? undefined : `client ${client}`, ...causality };
		return kind === 'delete' ? compact(line) : { ...compact(line), value };
	}

	private tell({ kind, client, tells, value }: Step, at: string, key: string): Line {
		const vector = vectorOf(this.replica(at), key);
		join(this.client(client), key, vector);
		const vv = tells && this.vectors !== 'none' ? Object.fromEntries(vector) : undefined;
		return compact({ op: kind, at, key, value, vv });
	}

	private send(step: Step, from: string, to: string): Line {
		const fields = this.naming(step);
		const message = { id: this.messages.length, from, to, fields, content: this.carried(from, fields) };
		this.messages.push(message);
		return { op: 'send', at: from, to, msg: message.id, ...fields };
	}

	/** The same message again, with what its sender knows by then. */
	private resend(step: Step): Line[] {
		const message = this.messages[step.message % this.messages.length];
		if (message === undefined) return [];
		this.messages.push({ ...message, content: this.carried(message.from, message.fields) });
		return [{ op: 'send', at: message.from, to: message.to, msg: String(message.id), ...message.fields }];
	}

	private receive(step: Step): Line[] {
		const message = this.messages[step.message % this.messages.length];
		if (message === undefined) return [];
		const { from, to, fields, id, content } = message;
		for (const [key, vector] of content) join(this.replica(to), key, vector);
		const key = fields.key as string | undefined;
		const tells = step.tells && this.vectors !== 'none' && key !== undefined;
		const vv = tells ? Object.fromEntries(vectorOf(content, key)) : undefined;
		return [compact({ op: 'receive', at: to, from, msg: id, ...(step.tells ? fields : {}), vv })];
	}

	private sync(step: Step, from: string, to: string): Line {
		const fields = this.naming(step);
		for (const [key, vector] of this.carried(from, fields)) join(this.replica(to), key, vector);
		return { op: 'sync', from, to, ...fields };
	}

	private naming({ named, key }: Step): Record<string, unknown> {
		const { keys } = this.cast;
		if (named === 0) return {};
		if (named === 1) return { key: keys[key % keys.length] };
		return { keys: keys.slice(key % keys.length, (key % keys.length) + named - 1) };
	}

	private carried(from: string, fields: Record<string, unknown>): Known {
		const keys = 'key' in fields ? [fields.key] : ((fields.keys as unknown[]) ?? this.cast.keys);
		const carried: Known = new Map();
		for (const [key, vector] of this.replica(from)) if (keys.includes(key)) carried.set(key, new Map(vector));
		return carried;
	}

	private replica(id: string): Known {
		return this.known.get(id) ?? put(this.known, id);
	}

	private client(id: number): Known {
		return this.read.get(id) ?? put(this.read, id);
	}
}

function put<K>(all: Map<K, Known>, id: K): Known {
	const known: Known = new Map();
	all.set(id, known);
	return known;
}

function vectorOf(known: Known, key: string): Map<string, number> {
	return new Map(known.get(key));
}

function join(known: Known, key: string, vector: Map<string, number>): void {
	const joined = vectorOf(known, key);
	for (const [replica, counter] of vector) joined.set(replica, Math.max(counter, joined.get(replica) ?? 0));
	known.set(key, joined);
}
