import { deliveryOf } from '../../analysis/clocks/delivery.ts';
import type { Step } from '../../analysis/clocks/graph.ts';
import { Op } from '../../trace/ops.ts';
import { placeOf, type Shown } from '../shown.ts';
import { opName, versionOfEvent } from '../versionRow.ts';
import type { Certificate, CertificateStep, Claim } from './model.ts';

/** Puts together why events happened before one another. */
export class CertificateWriter {
	private readonly times: Int32Array | null;

	constructor(private readonly shown: Shown) {
		const { order } = shown.analysis;
		this.times = order === null ? null : new Int32Array(order.length);
		if (this.times !== null && order !== null)
			for (let i = 0; i < order.length; i++) this.times[order[i] as number] = i;
	}

	/** A proof that goes along messages and ordered writes; null where one of them cannot be shown by lines. */
	path(steps: readonly Step[]): Proof | null {
		const proof = new Proof(this.shown);
		for (const { earlier, later } of steps) if (!this.extend(proof, earlier, later)) return null;
		return proof;
	}

	/** That one event stands before another of its replica. */
	order(earlier: number, later: number): Proof {
		const proof = new Proof(this.shown);
		proof.step('order', [earlier, later]);
		return proof;
	}

	/** That a version happened before another one, or stands before it at their replica; null where lines cannot show it. */
	before(earlier: number, later: number): Proof | null {
		const { trace } = this.shown.analysis;
		const proof = new Proof(this.shown);
		if (trace.key[earlier] === trace.key[later] && this.extend(proof, earlier, later)) return proof;
		return trace.replica[earlier] === trace.replica[later] ? this.order(earlier, later) : null;
	}

	/** What one event says. */
	single(event: number): Proof {
		const proof = new Proof(this.shown);
		proof.name(event);
		return proof;
	}

	private extend(proof: Proof, earlier: number, later: number): boolean {
		const { analysis } = this.shown;
		const { trace, versions, causality } = analysis;
		if (trace.op[earlier] === Op.send) {
			proof.step('message', [earlier, later]);
			return true;
		}
		if (causality === 'recorded') {
			const [v, w] = [versionOfEvent(analysis, earlier), versionOfEvent(analysis, later)];
			if (versions.excluded[v] === 1 || versions.excluded[w] === 1 || !versions.happenedBefore(v, w))
				return false;
			proof.step('vectors', [earlier, later]);
			return true;
		}
		const delivery = deliveryOf(analysis, (event) => this.timeOf(event), earlier, later);
		if (delivery === null) return false;
		proof.step('delivery', delivery);
		return true;
	}

	private timeOf(event: number): number {
		return this.times === null ? event : (this.times[event] as number);
	}
}

/** A proof on its way into a certificate. */
class Proof {
	private readonly steps: CertificateStep[] = [];
	private readonly events: number[] = [];

	constructor(private readonly shown: Shown) {}

	step(by: CertificateStep['by'], events: readonly number[]): void {
		this.steps.push({ by, events: events.map((event) => this.name(event)) });
	}

	/** The place of an event in the certificate's list. */
	name(event: number): number {
		const known = this.events.indexOf(event);
		return known >= 0 ? known : this.events.push(event) - 1;
	}

	/**
	 * The certificate; null where a number of the claim is none, as the times lie too far apart.
	 *
	 * @param claim is told the sum of the times that pass along the steps, in milliseconds
	 */
	certify(claim: (ms: number) => Claim): Certificate | null {
		const { trace } = this.shown.analysis;
		const timeAt = (i: number | undefined) => trace.ts[this.events[i as number] as number] as number;
		const ms = this.steps.reduce((sum, { events }) => sum + (timeAt(events.at(-1)) - timeAt(events[0])), 0);
		const claimed = claim(ms);
		if (Object.values(claimed).some((value) => typeof value === 'number' && !Number.isFinite(value)))
			return null;
		return {
			certificate: 'replication-trace',
			version: 1,
			claim: claimed,
			steps: this.steps,
			events: this.events.map((event) => {
				const { file, line } = placeOf(trace, event);
				const ts = trace.ts[event] as number;
				return {
					file: trace.files[file]?.name ?? '',
					line,
					op: opName(trace, event),
					at: trace.replicas.text(trace.replica[event] as number),
					ts: Number.isFinite(ts) ? ts : null,
				};
			}),
		};
	}
}
