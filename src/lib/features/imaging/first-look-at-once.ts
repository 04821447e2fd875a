import { takeFirstLookAtOnce } from '#lib/viewer/first-look/first-look.ts';
import { loadHangingProtocols } from './hanging-protocols.ts';

// A file of its own with all that it needs, which a page with a place for them begins by (`.config/few-chunks.ts`, `app.html`): the first
// images are on the screen before the page's own scripts are here.
if (typeof document !== 'undefined') globalThis.overreadLook = takeFirstLookAtOnce(loadHangingProtocols);
