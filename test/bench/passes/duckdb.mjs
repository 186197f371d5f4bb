// What one would write without this tool: DuckDB reads the events into a table, and a self-join counts the concurrent pairs
// of each key. Two threads. Vectors become lists by replica's number once, since a map looked up for each pair is slower.
import { DuckDBInstance } from '@duckdb/node-api';

const [, , path = '', joinSeconds = '0'] = process.argv;
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();

/** @param {string} sql */
const numberOf = async (sql) => Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0]);
/** @param {() => Promise<unknown>} work */
const timed = async (work) => {
	const start = performance.now();
	await work();
	return performance.now() - start;
};

const loadMs = await timed(() =>
	connection.run(`
		CREATE TABLE events AS SELECT * FROM read_json('${path.replaceAll("'", "''")}',
			format = 'newline_delimited', maximum_object_size = 67108864, columns = {
				op: 'VARCHAR', "at": 'VARCHAR', "from": 'VARCHAR', "to": 'VARCHAR', msg: 'VARCHAR', client: 'VARCHAR',
				"key": 'VARCHAR', "value": 'JSON', vv: 'MAP(VARCHAR, BIGINT)', ts: 'BIGINT' })`),
);

let pairs = null;
const joinMs = await timed(async () => {
	await connection.run(`
		CREATE TABLE replicas AS SELECT "at" AS id, CAST(row_number() OVER () AS INTEGER) AS number
			FROM (SELECT DISTINCT "at" FROM events WHERE op IN ('write', 'delete', 'merge'))`);
	const ids = (await connection.runAndReadAll('SELECT id FROM replicas ORDER BY number')).getRows();
	const counters = ids.map(([id]) => `coalesce(vv['${String(id).replaceAll("'", "''")}'], 0)`);
	await connection.run(`
		CREATE TABLE versions AS SELECT "key" AS k, row_number() OVER () AS n, number AS r, vv["at"] AS c,
			[${counters.join(', ')}] AS seen
			FROM events JOIN replicas ON events."at" = replicas.id WHERE op IN ('write', 'delete', 'merge')`);
	const stop =
		Number(joinSeconds) > 0 && setTimeout(() => connection.interrupt(), Number(joinSeconds) * 1000);
	try {
		pairs = await numberOf(`
			SELECT count(*) FROM versions a JOIN versions b ON a.k = b.k AND a.n < b.n
				WHERE a.seen[b.r] < b.c AND b.seen[a.r] < a.c`);
	} catch (error) {
		if (!/interrupt/i.test(String(error))) throw error;
	}
	if (stop) clearTimeout(stop);
});
console.log(JSON.stringify({ events: await numberOf('SELECT count(*) FROM events'), pairs, loadMs, joinMs }));
