import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sequenceDiagram } from '../../../src/report/sequence/diagram.ts';
import { shownLabel } from '../../../src/report/sequence/label.ts';
import { analyseFiles, memorySource } from '../../support/engine.ts';
import { hostileText } from '../../support/hostile.ts';
import { Renderer } from './renderer.ts';

/** Of 60 texts each. */
const RUNS = Number(process.env.FC_RUNS ?? 60);

let renderer: Renderer;
/** The styles of a diagram in which nothing is hostile. */
let style: string;

beforeAll(async () => {
	renderer = await Renderer.start();
	({ style } = await renderer.render('sequenceDiagram\n    participant R1 as A\n    R1->>R1: B\n'));
});
afterAll(() => renderer?.close());

/** Two replicas, and writes of hostile texts under hostile keys by hostile clients, sent on in hostile messages. */
const history = fc.record({
	ids: fc.uniqueArray(hostileText, { minLength: 2, maxLength: 2 }),
	names: fc.tuple(hostileText, hostileText),
	writes: fc.array(
		fc.record({ key: hostileText, value: hostileText, client: hostileText, message: hostileText }),
		{ minLength: 12, maxLength: 12 },
	),
});

type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

function linesOf({ ids: [a, b], names, writes }: History): object[] {
	return [
		{
			op: 'header',
			version: 1,
			replicas: Object.fromEntries([
				[a, { name: names[0] }],
				[b, { name: names[1] }],
			]),
		},
		...writes.flatMap(({ key, value, client, message }, i) => [
			{ op: 'write', at: a, key, value, client },
			{ op: 'send', at: a, to: b, msg: `${i}${message}`, key },
			{ op: 'receive', at: b, from: a, msg: `${i}${message}` },
			{ op: 'state', at: b, key, value },
		]),
	];
}

test(
	'no text of a trace breaks out of a diagram, and all of it is to be seen',
	async () => {
		await fc.assert(
			fc.asyncProperty(history, async (drawn) => {
				const files = [
					{
						name: 'hostile.reptrace',
						text: linesOf(drawn)
							.map((line) => JSON.stringify(line))
							.join('\n'),
					},
				];
				const diagram = sequenceDiagram(
					{ analysis: analyseFiles(files), source: memorySource(files) },
					{ kind: 'trace' },
					0,
					400,
				);
				const rendered = await renderer.render(diagram.source);
				const { ids, names, writes } = drawn;
				const data = ({ key, value }: History['writes'][0]) =>
					`${shownLabel(key, 40)}=${shownLabel(JSON.stringify(value), 60)}`;
				expect(rendered.messages).toEqual(
					writes.flatMap((write, i) => [
						`Write: ${data(write)}`,
						`Message ${shownLabel(`${i}${write.message}`, 30)}: ${shownLabel(write.key, 40)}`,
					]),
				);
				const counts = new Map<string, number>();
				const idOf = (id: string | undefined) => shownLabel(id ?? '', 20);
				expect(rendered.notes).toEqual(
					writes.flatMap((write) => {
						const counter = (counts.get(write.key) ?? 0) + 1;
						counts.set(write.key, counter);
						return [`{${idOf(ids[0])}:${counter}, ${idOf(ids[1])}:0}`, `State: ${data(write)}`];
					}),
				);
				const clients = [...new Set(writes.map(({ client }) => client))].map((client) =>
					shownLabel(client, 40),
				);
				const replicas = ids.map((id, i) => shownLabel((names[i] || id) ?? '', 40));
				expect(rendered.participants).toEqual([...clients, ...replicas]);
				expect([...rendered.messageIds, ...rendered.noteIds].sort((x, y) => x - y)).toEqual(
					diagram.statements.flatMap((place, i) => (place === null ? [] : [i])),
				);
				expect(rendered.foreign).toEqual([]);
				expect(rendered.style).toBe(style);
			}),
			{ numRuns: RUNS },
		);
	},
	RUNS * 1000,
);
