// What src/formats/yjs/library.ts uses.
export { decodeUpdate } from 'yjs';
