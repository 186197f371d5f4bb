import './styles/page.css';
import { startApp } from './app.ts';

startApp(document.querySelector('main')!, JSON.parse(document.body.dataset.files ?? '[]') as string[]);
