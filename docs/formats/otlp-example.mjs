// Two replicas that write the same key at once, and tell each other. Needs the packages that it imports.
import { appendFileSync } from 'node:fs';
import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';

const file = process.argv[2] ?? 'spans.jsonl';
const exporter = {
	export(spans, done) {
		appendFileSync(file, `${new TextDecoder().decode(JsonTraceSerializer.serializeRequest(spans))}\n`);
		done({ code: 0 });
	},
	shutdown: async () => {},
};

function replica(id) {
	const resource = resourceFromAttributes({ 'service.name': 'store', 'replication.replica': id });
	const provider = new NodeTracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor(exporter)] });
	const tracer = provider.getTracer('replication');
	return (name, options) => {
		const span = tracer.startSpan(name, options, ROOT_CONTEXT);
		span.end();
		return span.spanContext();
	};
}

const write = (key, value, vv) => ({
	attributes: {
		'replication.op': 'write',
		'replication.key': key,
		'replication.value': value,
		'replication.version_vector': JSON.stringify(vv),
	},
});
const send = (key) => ({ kind: SpanKind.PRODUCER, attributes: { 'replication.key': key } });
const receive = (key, sent) => ({ ...send(key), kind: SpanKind.CONSUMER, links: [{ context: sent }] });

const [r1, r2] = [replica('R1'), replica('R2')];
r1('put', write('status', 'pending', { R1: 1 }));
r2('put', write('status', 'completed', { R2: 1 }));
r2('replicate', receive('status', r1('replicate', send('status'))));
r1('replicate', receive('status', r2('replicate', send('status'))));
