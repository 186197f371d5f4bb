// What src/formats/automerge/library.ts uses.
export { decodeChange, getAllChanges, load } from '@automerge/automerge';
