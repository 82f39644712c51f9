import type { Request } from 'express';
import { linkPreviewCalls } from '../../../shared/api/link-previews.ts';
import { addressGroup } from '../../base/address-group.ts';
import type { LinkPreviews } from '../../link-preview/link-previews.ts';
import type { PreviewCard } from '../../link-preview/preview-card.ts';
import type { PreviewCards } from '../../link-preview/preview-cards.ts';
import { hasPicture, publicPictureHeaders } from '../public-pictures.ts';
import { implement, type Route, type RouteAnswer } from '../route.ts';
import type { Caller, RateLimits } from '../visitor/rate-limits.ts';

type Dependencies = { previewCards: PreviewCards; linkPreviews: LinkPreviews; limits: RateLimits };

type PreviewAnswer = RouteAnswer<(typeof linkPreviewCalls)[keyof typeof linkPreviewCalls]>;

/** The pictures that messengers show beside a link to a board or an event. */
export function linkPreviewRoutes({ previewCards, linkPreviews, limits }: Dependencies): Route[] {
  async function answer(request: Request, caller: Caller, read: () => Promise<PreviewCard>): Promise<PreviewAnswer> {
    // What it shows is read each time, so what is no longer public is gone at once.
    const card = await read();
    const known = linkPreviews.tagOf(card);
    if (hasPicture(request, known)) return { status: 304, headers: publicPictureHeaders(request, known) };
    const { tag, bytes } = await linkPreviews.get(card, read, {
      holder: addressGroup(caller.address),
      count: () => limits.drawing(caller),
    });
    return {
      status: 200,
      headers: { ...publicPictureHeaders(request, tag), 'Content-Type': 'image/jpeg' },
      body: bytes,
    };
  }
  return implement(linkPreviewCalls, {
    'GET /boards/:board.jpg': ({ params, request, caller }) =>
      answer(request, caller, () => previewCards.ofBoard(params.board)),
    'GET /events/:id.jpg': ({ params, request, caller }) =>
      answer(request, caller, () => previewCards.ofEvent(params.id)),
  });
}
