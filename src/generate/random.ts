/**
 * A small seeded generator: sfc32 of Chris Doty-Humphrey's PractRand (public domain, https://pracrand.sourceforge.net/),
 * seeded by splitmix32. The same seed gives the same numbers everywhere.
 */
export class Random {
	private a: number;
	private b: number;
	private c: number;
	private counter = 1;

	/** `seed` is any safe integer. */
	constructor(seed: number) {
		let state = (seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b9)) >>> 0;
		const fill = () => {
			state = (state + 0x9e3779b9) >>> 0;
			return mix(state);
		};
		this.a = fill();
		this.b = fill();
		this.c = fill();
		for (let i = 0; i < 12; i++) this.next();
	}

	/** A whole number from 0 to 2³² − 1. */
	next(): number {
		const result = (this.a + this.b + this.counter++) | 0;
		this.a = this.b ^ (this.b >>> 9);
		this.b = (this.c + (this.c << 3)) | 0;
		this.c = (((this.c << 21) | (this.c >>> 11)) + result) | 0;
		return result >>> 0;
	}

	/** From 0 to 1, 1 excluded. */
	unit(): number {
		return this.next() / 2 ** 32;
	}

	/** A whole number from 0 to `limit` − 1. */
	below(limit: number): number {
		return Math.floor(this.unit() * limit);
	}

	chance(probability: number): boolean {
		return probability > 0 && this.unit() < probability;
	}

	/** Exponentially distributed around `mean`: the time to the next of many independent arrivals. */
	exponential(mean: number): number {
		return -mean * Math.log(1 - this.unit());
	}

	pick<T>(from: readonly T[]): T {
		return from[this.below(from.length)];
	}
}

/** Scatters the bits of a whole number over 32 bits (the finalizer of MurmurHash3, public domain). */
export function mix(value: number): number {
	let bits = value ^ (value >>> 16);
	bits = Math.imul(bits, 0x85ebca6b);
	bits ^= bits >>> 13;
	bits = Math.imul(bits, 0xc2b2ae35);
	return (bits ^ (bits >>> 16)) >>> 0;
}
