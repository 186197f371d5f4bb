import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlockScanner } from '../../src/formats/native/blockScanner.ts';
import { NativeReader } from '../../src/formats/native/reader.ts';
import type { ScanHelper } from '../../src/formats/native/scanQueue.ts';
import type { EventBlock } from '../../src/trace/eventBlock.ts';
import { TraceBuilder } from '../../src/trace/trace.ts';
import { contentOf } from '../support/traceContent.ts';
import { arbTrace } from './arbitraries/index.ts';

const RUNS = Number(process.env.FC_RUNS ?? 300) * 2;

/** What makes of a line nearly the same line, or none. */
const SPLICES = [
	'',
	'\n',
	'\n\n \r\n',
	'"',
	'\\',
	'\\u0041',
	',',
	':',
	'{',
	'}',
	'null',
	' ',
	'\t',
	'.5',
	'0',
	'-',
	'e3',
	'x'.repeat(90),
	'{"op":"header","replicas":{"R9":{}}}\n',
	'"hlc":{"wall":5,"logical":1},',
	'"seq":3,',
	'"keys":["k","\\u006b","l"],',
	'"dot":["R1",4],"context":{},',
	'"other":{"a":[1,{}]},',
	'"closes":null,',
	'"value":null,',
	'"native":"n1","rank":2,',
	'"certainty":"possible",',
	'"clock":{"R1":9007199254740991},',
] as const;

/** Files of the native format with a few characters put in and taken out. */
const arbFiles = fc
	.tuple(
		arbTrace({ maxLines: 60, times: true }),
		fc.array(fc.tuple(fc.nat(), fc.constantFrom(...SPLICES), fc.nat(3)), { maxLength: 6 }),
	)
	.map(([{ files }, splices]) =>
		files.map(({ name, text }) => {
			let spliced = text;
			for (const [at, put, out] of splices) {
				// Most of them where a field may begin.
				const place =
					at % 3 === 0 ? at % (spliced.length + 1) : spliced.indexOf('"', at % (spliced.length + 1));
				if (place >= 0) spliced = spliced.slice(0, place) + put + spliced.slice(place + (out === 3 ? 1 : 0));
			}
			return { name, bytes: new TextEncoder().encode(spliced.toWellFormed()) };
		}),
	);

type Files = { name: string; bytes: Uint8Array }[];

function read(files: Files, chunkSize: number, helper?: () => ScanHelper) {
	const builder = new TraceBuilder('native');
	for (const { name, bytes } of files) {
		const reader = new NativeReader(builder, name);
		if (helper !== undefined) reader.share(helper());
		for (let at = 0; at < bytes.length; at += chunkSize) reader.push(bytes.slice(at, at + chunkSize));
		reader.end();
	}
	return contentOf(builder);
}

/** A helper that scans when it is asked for the result, as late as any thread could, and dies after some runs. */
class LateHelper implements ScanHelper {
	private readonly scanner = new BlockScanner();
	private readonly given: { run: Uint8Array; offset: number }[] = [];
	taken = 0;

	constructor(
		readonly runBytes: number,
		private readyIn: number,
		private livesFor: number,
	) {}

	get ready(): boolean {
		return this.readyIn-- <= 0 && this.livesFor > 0;
	}

	/** Some of the runs are as if scanned already. */
	get pending(): number {
		return this.given.length % 3;
	}

	allocate(bytes: number): Uint8Array {
		return new Uint8Array(bytes);
	}

	give(run: Uint8Array, offset: number): void {
		this.given.push({ run, offset });
	}

	take(): EventBlock | null {
		const next = this.given.shift();
		if (next === undefined) throw new Error('nothing was given');
		if (this.livesFor-- <= 0) return null;
		const block = this.scanner.scan(next.run, next.offset);
		if (block !== null) this.taken++;
		return block;
	}

	close(): void {}
}

test('a line is read the same by its shape and field by field', { timeout: 3_600_000 }, () => {
	fc.assert(
		fc.property(arbFiles, fc.integer({ min: 2, max: 3000 }), (files, chunkSize) => {
			// In chunks of one byte each line stands alone, too short for any shape.
			const alone = read(files, 1);
			expect(read(files, 1 << 20)).toEqual(alone);
			expect(read(files, chunkSize)).toEqual(alone);
		}),
		{ numRuns: RUNS },
	);
});

test('with a helper comes out what comes out without', { timeout: 3_600_000 }, () => {
	let taken = 0;
	fc.assert(
		fc.property(
			arbFiles,
			fc.integer({ min: 1, max: 3000 }),
			fc.integer({ min: 40, max: 600 }),
			fc.nat(6),
			fc.oneof(fc.constant(1000), fc.nat(5)),
			(files, chunkSize, runBytes, readyIn, livesFor) => {
				const helpers: LateHelper[] = [];
				const shared = read(files, chunkSize, () => {
					const helper = new LateHelper(runBytes, readyIn, livesFor);
					helpers.push(helper);
					return helper;
				});
				expect(shared).toEqual(read(files, 1 << 20));
				for (const helper of helpers) taken += helper.taken;
			},
		),
		{ numRuns: RUNS },
	);
	// How much it takes is a matter of chance; that it is a good part of what is read is what counts.
	expect(taken).toBeGreaterThan(RUNS / 10);
});
