import type { Settings } from './options.ts';
import { mix, type Random } from './random.ts';
import type { ValueKind } from './values.ts';

const PREFIX: Record<ValueKind, string> = {
	status: 'order',
	counter: 'stock',
	cart: 'cart',
	profile: 'profile',
};

/** The keys of the store, as numbers from 0: their names, kinds and homes, and how often each is used. */
export class KeySpace {
	/** Of a zipf distribution: the share of the operations that go to this key or one before it. */
	private readonly cumulated: Float64Array | null;

	constructor(private readonly settings: Settings) {
		const { keyDistribution, keys } = settings;
		this.cumulated = keyDistribution.type === 'zipf' ? cumulate(keys, keyDistribution.exponent) : null;
	}

	/** Draws a key. O(log keys) for zipf, else O(1). */
	draw(random: Random): number {
		const { keyDistribution, keys } = this.settings;
		if (this.cumulated !== null) return firstAbove(this.cumulated, random.unit());
		if (keyDistribution.type !== 'hot') return random.below(keys);
		const hot = keyDistribution.keys;
		return hot >= keys || random.chance(keyDistribution.share)
			? random.below(hot)
			: hot + random.below(keys - hot);
	}

	kind(key: number): ValueKind {
		const { values } = this.settings;
		return values[key % values.length];
	}

	/** Plain ASCII that needs no escape. */
	name(key: number): string {
		return `${PREFIX[this.kind(key)]}:${Math.floor(key / this.settings.values.length) + 1}`;
	}

	/** Whether the key is written at any replica, and not at its home alone. */
	isContested(key: number): boolean {
		const { contested, seed } = this.settings;
		return contested >= 1 || mix(key + Math.imul(seed, 31)) / 2 ** 32 < contested;
	}

	/** The replica at which an uncontested key is written. */
	home(key: number): number {
		return mix(key + 0x5bd1e995) % this.settings.replicas.length;
	}
}

function cumulate(keys: number, exponent: number): Float64Array {
	const cumulated = new Float64Array(keys);
	let total = 0;
	for (let key = 0; key < keys; key++) {
		total += (key + 1) ** -exponent;
		cumulated[key] = total;
	}
	return cumulated.map((sum) => sum / total);
}

function firstAbove(cumulated: Float64Array, share: number): number {
	let low = 0;
	let high = cumulated.length - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (cumulated[middle] > share) high = middle;
		else low = middle + 1;
	}
	return low;
}
