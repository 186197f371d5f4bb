import './largeFile.css';
import { LargeFileApp } from './app.ts';

new LargeFileApp(document.querySelector('main') as HTMLElement);
