import sharp from 'sharp';
import { workInside } from '../base/work-inside.ts';
import { drawCard } from './drawing/draw-card.ts';

/** Above what a card full of different emoji needs, each of them from another file. */
const maxBytes = 400 * 1024 * 1024;

// One drawing and the process ends: what is kept would only be memory.
sharp.cache(false);
sharp.concurrency(1);
// Our own shapes, and pictures that the board has encoded itself.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadSvgBuffer', 'VipsForeignLoadWebpBuffer'] });

workInside(maxBytes, drawCard);
