import type { Change } from './change.ts';

const MANY = 5;

/**
 * Tells whose log a file of changes is. Whoever makes a change makes it on all that is known there: of the actor whose log it
 * is, nearly every change depends on exactly the heads of what stands before it. Others' changes arrive in batches, and mostly do not.
 */
export class Owner {
	private readonly heads = new Set<string>();
	private readonly known = new Set<string>();
	private readonly fits = new Map<string, { fits: number; all: number }>();

	/** Takes the file's next change. */
	add({ actor, deps, hash }: Change): void {
		const tally = this.fits.get(actor) ?? { fits: 0, all: 0 };
		tally.all++;
		if (deps.length === this.heads.size && deps.every((dep) => this.heads.has(dep))) tally.fits++;
		this.fits.set(actor, tally);
		// A change that the file lacks, or that cannot be read: what it had merged is no head any more either.
		if (deps.some((dep) => !this.known.has(dep))) this.heads.clear();
		for (const dep of deps) this.heads.delete(dep);
		this.heads.add(hash);
		this.known.add(hash);
	}

	/** The actor; null where no one stands out. Changes that arrive together may stand in another order than they came in. */
	get actor(): string | null {
		const most = Math.max(0, ...[...this.fits.values()].map(({ all }) => all));
		// One change that fits is no evidence beside many: it may be one whose actor is damaged.
		const counted = [...this.fits].filter(([, { all }]) => all > 1 || most < MANY);
		const shares = counted.map(([actor, { fits, all }]) => ({ actor, share: fits / all }));
		const [first, second] = shares.sort((a, b) => b.share - a.share);
		return first !== undefined && first.share > 0.8 && (second?.share ?? 0) < 0.5 ? first.actor : null;
	}
}
