/** What tests of the visualizer's page import. */
export { engineHost } from './engineHost.ts';
export { manyConflicts } from './manyConflicts.ts';
export { sample } from './samples.ts';
export { type Answer, launchBrowser, type Theme, VisualizerPage } from './visualizerPage.ts';
