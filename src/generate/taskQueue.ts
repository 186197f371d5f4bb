import type { Hlc } from './clocks.ts';
import type { Held } from './held.ts';

/** Something that will happen at a true time, in milliseconds from the start. */
export type Task =
	| {
			time: number;
			kind: 'arrive';
			from: number;
			to: number;
			message: number;
			key: number;
			held: Held;
			hlc: Hlc | null;
	  }
	| {
			time: number;
			kind: 'write';
			replica: number;
			client: number;
			key: number;
			deletes: boolean;
			seen: Held;
	  }
	| { time: number; kind: 'exchange'; replica: number };

/** A binary heap of tasks, earliest first; tasks of one time in the order in which they were added. */
export class TaskQueue {
	private readonly tasks: Task[] = [];
	private readonly orders: number[] = [];
	private added = 0;

	/** The time of the earliest task; Infinity where there is none. */
	get nextTime(): number {
		return this.tasks.length === 0 ? Number.POSITIVE_INFINITY : this.tasks[0].time;
	}

	add(task: Task): void {
		const order = this.added++;
		let at = this.tasks.length;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (this.tasks[parent].time <= task.time) break;
			this.put(at, this.tasks[parent], this.orders[parent]);
			at = parent;
		}
		this.put(at, task, order);
	}

	/** Takes the earliest task out. There must be one. */
	take(): Task {
		const earliest = this.tasks[0];
		const last = this.tasks.pop() as Task;
		const order = this.orders.pop() as number;
		const size = this.tasks.length;
		if (size === 0) return earliest;
		let at = 0;
		for (let child = 1; child < size; child = 2 * at + 1) {
			if (child + 1 < size && this.isBefore(child + 1, this.tasks[child], this.orders[child])) child++;
			if (!this.isBefore(child, last, order)) break;
			this.put(at, this.tasks[child], this.orders[child]);
			at = child;
		}
		this.put(at, last, order);
		return earliest;
	}

	private isBefore(at: number, task: Task, order: number): boolean {
		const difference = this.tasks[at].time - task.time;
		return difference < 0 || (difference === 0 && this.orders[at] < order);
	}

	private put(at: number, task: Task, order: number): void {
		this.tasks[at] = task;
		this.orders[at] = order;
	}
}
