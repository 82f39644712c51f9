/** The pages for people who are not logged in yet. The app loads them together. */
import './credentials-page.ts';
import './reset-page.ts';
