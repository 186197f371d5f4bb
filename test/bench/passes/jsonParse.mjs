// JSON.parse of every line of a file, and nothing else: where a reader that does not scan bytes itself begins.
import { chunksOf } from './chunks.mjs';

const [, , path = ''] = process.argv;
let lines = 0;
let rest = Buffer.alloc(0);

/** @param {Buffer} bytes */
function parse(bytes) {
	if (bytes.length === 0) return;
	JSON.parse(bytes.toString());
	lines++;
}

for (const chunk of chunksOf(path)) {
	let start = 0;
	for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, start)) {
		const line = chunk.subarray(start, at);
		parse(rest.length > 0 ? Buffer.concat([rest, line]) : line);
		if (rest.length > 0) rest = Buffer.alloc(0);
		start = at + 1;
	}
	rest = Buffer.concat([rest, chunk.subarray(start)]);
}
parse(rest);
console.log(JSON.stringify({ lines }));
