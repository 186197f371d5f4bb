import type { Analysis } from '../analysis.ts';
import type { Axis } from './axis.ts';
import { type ConflictSpans, conflictSpans } from './conflictSpans.ts';
import { Density } from './density.ts';
import { findPartitions, type Partition } from './partitions.ts';
import { PassingMessages } from './passingMessages.ts';

/** What the overview is drawn from: a trace along one axis, all of it or one key. Each part is made when it is first asked for. */
export class Scene {
	private knownDensity: Density | null = null;
	private knownSpans: ConflictSpans | null = null;
	private knownPartitions: readonly Partition[] | null = null;

	private knownPassing: PassingMessages | null = null;

	/** @param whole the scene of all keys along this axis, where `key` is one of them */
	constructor(
		readonly analysis: Analysis,
		readonly axis: Axis,
		readonly key: number | null = null,
		private readonly whole: Scene | null = null,
	) {}

	get density(): Density {
		this.knownDensity ??= new Density(this.analysis.trace, this.axis);
		return this.knownDensity;
	}

	get spans(): ConflictSpans {
		this.knownSpans ??= conflictSpans(this.analysis, this.axis, this.key);
		return this.knownSpans;
	}

	get passing(): PassingMessages {
		this.knownPassing ??= new PassingMessages(this.analysis, this.axis);
		return this.knownPassing;
	}

	/** Whether two replicas exchange anything is no matter of single keys. */
	get partitions(): readonly Partition[] {
		if (this.whole !== null) return this.whole.partitions;
		this.knownPartitions ??= this.areComparable ? findPartitions(this.analysis.trace, this.axis) : [];
		return this.knownPartitions;
	}

	/** Files one after the other say nothing of what happened between their events. */
	private get areComparable(): boolean {
		return this.axis.unit === 'ms' || this.analysis.trace.files.length === 1;
	}
}
