import { Changes } from './changes.ts';
import { Clocks, type Hlc } from './clocks.ts';
import { afterWrite, Held, join, type Version } from './held.ts';
import { KeySpace } from './keySpace.ts';
import { LineWriter } from './lineWriter.ts';
import { Network } from './network.ts';
import type { Settings } from './options.ts';
import { Random } from './random.ts';
import { resolve } from './resolution.ts';
import { type Task, TaskQueue } from './taskQueue.ts';
import { change, type Value } from './values.ts';

/**
 * A multi-leader store: clients read and write at their replica, every write is sent on, replicas exchange everything
 * now and then, and siblings are merged where they are read. One step is one thing that happens; its lines go to
 * `writer`. Memory grows with keys, replicas and the messages on their way, not with the length of the trace.
 */
export class Simulation {
	readonly writer: LineWriter;
	private readonly random: Random;
	private readonly keys: KeySpace;
	private readonly clocks: Clocks;
	private readonly network: Network;
	private readonly tasks = new TaskQueue();
	private readonly replicas: number;
	/** By key and replica. */
	private readonly held: Held[];
	/** By replica; none without anti-entropy. */
	private readonly changes: Changes[];
	/** By sender and receiver: how far in the sender's history the last exchange came. */
	private readonly exchanged: Float64Array;
	/** By sender and receiver: the last message's number. */
	private readonly messages: Float64Array;
	private nextOperation: number;
	/** Milliseconds from the start. */
	private time = 0;

	constructor(private readonly settings: Settings) {
		this.random = new Random(settings.seed);
		this.keys = new KeySpace(settings);
		this.clocks = new Clocks(settings);
		this.network = new Network(settings, this.random);
		this.writer = new LineWriter(settings, this.keys);
		this.replicas = settings.replicas.length;
		const nothing = new Held(new Array<number>(this.replicas).fill(0), []);
		this.held = new Array<Held>(settings.keys * this.replicas).fill(nothing);
		this.exchanged = new Float64Array(this.replicas ** 2);
		this.messages = new Float64Array(this.replicas ** 2);
		const exchanges = settings.antiEntropyMs > 0 && this.replicas > 1;
		this.changes = exchanges ? settings.replicas.map(() => new Changes(settings.keys)) : [];
		this.changes.forEach((_, replica) => {
			this.tasks.add({
				kind: 'exchange',
				time: settings.antiEntropyMs * (0.5 + this.random.unit()),
				replica,
			});
		});
		this.nextOperation = this.random.exponential(1000 / settings.opsPerSecond);
	}

	step(): void {
		this.time = Math.min(this.nextOperation, this.tasks.nextTime);
		this.network.update(this.time, this.writer.events / this.settings.events);
		if (this.tasks.nextTime <= this.nextOperation) return void this.perform(this.tasks.take());
		this.nextOperation += this.random.exponential(1000 / this.settings.opsPerSecond);
		this.operate();
	}

	private perform(task: Task): void {
		if (task.kind === 'arrive') this.arrive(task);
		else if (task.kind === 'write') this.write(task);
		else this.exchange(task.replica);
	}

	/** A client does something. */
	private operate(): void {
		const { mix, race } = this.settings;
		const roll = this.random.unit() * (mix.read + mix.write + mix.delete);
		const key = this.keys.draw(this.random);
		if (roll < mix.read) return void this.read(this.random.below(this.replicas), key);
		const contested = this.keys.isContested(key);
		const replica = contested ? this.random.below(this.replicas) : this.keys.home(key);
		this.plan(replica, key, roll < mix.read + mix.delete);
		if (!contested || this.replicas === 1 || !this.random.chance(race)) return;
		this.plan((replica + 1 + this.random.below(this.replicas - 1)) % this.replicas, key, false);
	}

	/** A client has looked at the key and will write when it has thought. */
	private plan(replica: number, key: number, deletes: boolean): void {
		const time = this.time + this.random.exponential(this.settings.thinkMs);
		const seen = this.held[key * this.replicas + replica];
		this.tasks.add({ kind: 'write', time, replica, client: this.drawClient(replica), key, deletes, seen });
	}

	private drawClient(replica: number): number {
		const ofReplica = Math.floor((this.settings.clients - 1 - replica) / this.replicas) + 1;
		return ofReplica < 1 ? replica : replica + this.replicas * this.random.below(ofReplica);
	}

	private write(task: Extract<Task, { kind: 'write' }>): void {
		const { replica, key, client, seen } = task;
		const held = this.held[key * this.replicas + replica];
		// A store with plain vectors counts all that the replica holds as seen; so does a key's single writer.
		const context = this.settings.causality === 'dotted' && this.keys.isContested(key) ? seen : held;
		const deletes = task.deletes && held.siblings.length > 0;
		const made = change(this.keys.kind(key), newest(seen), this.random);
		const version = this.version(replica, held, deletes ? null : made.value);
		const after = afterWrite(held, version, context);
		const hlc = this.tick(replica, version.ts);
		const update = this.settings.updates && !deletes ? made.update : undefined;
		this.writer.write({ replica, key, ts: version.ts }, version, { client, after, context, hlc, update });
		this.spread(replica, key, after);
	}

	private read(replica: number, key: number): void {
		const held = this.held[key * this.replicas + replica];
		const place = { replica, key, ts: this.wall(replica) };
		this.writer.read(place, this.drawClient(replica), held);
		const { probability, strategy } = this.settings.resolve;
		if (held.siblings.length < 2 || !this.random.chance(probability)) return;
		const resolved = resolve(held.siblings, strategy);
		const version = this.version(replica, held, resolved.value);
		const after = afterWrite(held, version, held);
		const hlc = this.tick(replica, version.ts);
		this.writer.merge(place, version, { ...resolved, after, context: held, hlc });
		this.spread(replica, key, after);
	}

	private version(replica: number, held: Held, value: Value): Version {
		const counter = held.vector[replica] + 1;
		return { replica, counter, ts: this.wall(replica), value, json: JSON.stringify(value) };
	}

	/** Keeps what a replica now holds and sends it to others. */
	private spread(replica: number, key: number, held: Held): void {
		this.keep(replica, key, held);
		const others = this.replicas - 1;
		const count = Math.min(this.settings.fanOut, others);
		const first = count < others ? this.random.below(others) : 0;
		for (let i = 0; i < count; i++)
			this.send(replica, (replica + 1 + ((first + i) % others)) % this.replicas, key, held);
	}

	private send(from: number, to: number, key: number, held: Held): void {
		const ts = this.wall(from);
		const hlc = this.tick(from, ts);
		const message = ++this.messages[from * this.replicas + to];
		this.writer.send({ replica: from, key, ts }, to, message);
		if (!this.network.canReach(from, to) || this.random.chance(this.settings.loss)) return;
		const copies = this.random.chance(this.settings.duplication) ? 2 : 1;
		for (let i = 0; i < copies; i++) {
			const time = this.time + this.network.delay(from, to);
			this.tasks.add({ kind: 'arrive', time, from, to, message, key, held, hlc });
		}
	}

	private arrive({ from, to, message, key, held, hlc }: Extract<Task, { kind: 'arrive' }>): void {
		const ts = this.wall(to);
		if (hlc !== null) this.clocks.receive(to, ts, hlc);
		this.writer.receive({ replica: to, key, ts }, from, message);
		this.learn(to, key, held);
	}

	/**
	 * A replica and a neighbour, if it reaches it, tell each other everything. Neighbours are 1, 2, 4, … places further on,
	 * so that news reach all in few rounds although each replica compares itself with few others.
	 */
	private exchange(replica: number): void {
		const other = (replica + 2 ** this.random.below(Math.ceil(Math.log2(this.replicas)))) % this.replicas;
		this.tasks.add({ kind: 'exchange', time: this.time + this.settings.antiEntropyMs, replica });
		if (!this.network.canReach(replica, other)) return;
		this.sync(replica, other);
		this.sync(other, replica);
	}

	private sync(from: number, to: number): void {
		const ts = this.wall(from);
		const hlc = this.tick(from, ts);
		if (hlc !== null) this.clocks.receive(to, this.wall(to), hlc);
		this.writer.sync(from, to, ts);
		const link = from * this.replicas + to;
		const changes = this.changes[from];
		for (const key of changes.since(this.exchanged[link]))
			this.learn(to, key, this.held[key * this.replicas + from]);
		this.exchanged[link] = changes.now;
	}

	private learn(replica: number, key: number, theirs: Held): void {
		const mine = this.held[key * this.replicas + replica];
		const joined = join(mine, theirs);
		if (joined !== mine) this.keep(replica, key, joined);
	}

	private keep(replica: number, key: number, held: Held): void {
		this.held[key * this.replicas + replica] = held;
		if (this.changes.length > 0) this.changes[replica].touch(key);
	}

	private wall(replica: number): number {
		return this.clocks.wall(replica, this.time);
	}

	private tick(replica: number, wall: number): Hlc | null {
		return this.settings.hlc ? this.clocks.tick(replica, wall) : null;
	}
}

/** What a client that sees siblings goes on from: the one with the latest time. */
function newest({ siblings }: Held): Value {
	let latest: Version | undefined;
	for (const version of siblings) if (latest === undefined || version.ts >= latest.ts) latest = version;
	return latest?.value ?? null;
}
