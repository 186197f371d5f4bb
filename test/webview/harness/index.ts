/** What tests of the visualizer's page import. */
export { violationsOn } from './axe.ts';
export { launchBrowser, type Theme } from './builtPage.ts';
export { engineHost } from './engineHost.ts';
export { LargeFilePage } from './largeFilePage.ts';
export { LINES, largeFiles, press, textOf } from './largeFiles.ts';
export { manyConflicts } from './manyConflicts.ts';
export { colours, OverviewPages, pixels } from './overviewPages.ts';
export { sample } from './samples.ts';
export { type Answer, VisualizerPage } from './visualizerPage.ts';
