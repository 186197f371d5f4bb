/** What tests of the editor import. */
export { Editor, type LaunchOptions, launchEditor } from './launch.ts';
export type { Problem } from './problems.ts';
export { temporaryWorkspace, type Workspace } from './workspace.ts';
