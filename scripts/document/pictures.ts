/** The drawings of the docs. They are data, so that they change with the facts that they show. */
import type { Box, Picture } from './svg';

const row = (
  y: number,
  height: number,
  boxes: readonly Omit<Box, 'y' | 'height'>[],
) => boxes.map((box) => ({ ...box, y, height }));

/** By the name of its file in docs/images. */
export const pictures: Readonly<Record<string, Picture>> = {
  'way-of-data': {
    width: 860,
    height: 190,
    description:
      'The way of data: Microsoft Graph answers; the client waits for quotas, tries again and checks each answer; a step reads all pages and proves that they are complete; a converter makes entities; the SDK writes files; they become a report, or JupiterOne.',
    boxes: [
      ...row(30, 70, [
        {
          x: 20,
          width: 135,
          lines: ['Microsoft Graph', 'pages, batches,', 'reports, exports'],
        },
        {
          x: 185,
          width: 145,
          lines: ['Client', 'quotas, retries,', 'checks of answers'],
        },
        {
          x: 360,
          width: 160,
          lines: ['Step', 'all pages, and proof', 'of completeness'],
        },
        {
          x: 555,
          width: 120,
          lines: ['Converter', 'entities and', 'relationships'],
        },
        { x: 720, width: 120, lines: ['SDK', 'files in', '.j1-integration'] },
      ]),
      { x: 550, y: 135, width: 120, height: 40, lines: ['HTML report'] },
      { x: 720, y: 135, width: 120, height: 40, lines: ['JupiterOne'] },
      {
        x: 360,
        y: 135,
        width: 160,
        height: 40,
        lines: ['not complete?', 'partial, with a cause'],
        tone: 'waiting',
      },
    ],
    arrows: [
      {
        points: '155,65 182,65',
      },
      {
        points: '330,65 357,65',
      },
      {
        points: '520,65 552,65',
      },
      {
        points: '675,65 717,65',
      },
      {
        points: '780,100 780,132',
      },
      {
        points: '745,100 745,118 610,118 610,132',
      },
      {
        points: '440,100 440,132',
      },
    ],
  },
  'quota-window': {
    width: 860,
    height: 200,
    description:
      'One quota window: requests are sent as fast as the window allows, a share of it is left for the next pages of lists, further requests wait until the window has passed since the first answer began, and a 429 pauses the whole workload until its Retry-After has ended.',
    boxes: [
      {
        x: 60,
        y: 50,
        width: 170,
        height: 44,
        lines: ['sent', 'batches of requests'],
        tone: 'good',
      },
      {
        x: 230,
        y: 50,
        width: 120,
        height: 44,
        lines: ['kept free', 'for next pages'],
      },
      {
        x: 350,
        y: 50,
        width: 150,
        height: 44,
        lines: ['waiting', 'quota is used up'],
        tone: 'waiting',
      },
      {
        x: 500,
        y: 50,
        width: 120,
        height: 44,
        lines: ['sent', 'next window'],
        tone: 'good',
      },
      { x: 620, y: 50, width: 60, height: 44, lines: ['429'], tone: 'bad' },
      {
        x: 680,
        y: 50,
        width: 130,
        height: 44,
        lines: ['paused', 'until Retry-After'],
        tone: 'waiting',
      },
    ],
    arrows: [
      {
        points: '60,130 820,130',
        label: 'time',
        at: [790, 150],
      },
      {
        points: '60,112 500,112',
      },
    ],
    texts: [
      {
        x: 280,
        y: 108,
        text: 'one window, such as 10 or 20 seconds',
        isCentered: true,
      },
      {
        x: 60,
        y: 30,
        text: 'One workload. Others go on, because each has its own quota.',
      },
      {
        x: 60,
        y: 175,
        text: 'A request counts from sending until one window after the first byte of its answer.',
      },
    ],
  },
  'failed-step': {
    width: 860,
    height: 230,
    description:
      'A failed step: users succeeds, group-members is partial because a group could not be read. It emits what it has, its types are partial and JupiterOne deletes nothing of them. group-users builds on it and is not started. All other steps go on.',
    boxes: [
      {
        x: 30,
        y: 30,
        width: 150,
        height: 48,
        lines: ['users', 'complete'],
        tone: 'good',
      },
      {
        x: 30,
        y: 110,
        width: 150,
        height: 48,
        lines: ['groups', 'complete'],
        tone: 'good',
      },
      {
        x: 260,
        y: 110,
        width: 215,
        height: 48,
        lines: ['group-members', 'partial: one group is missing'],
        tone: 'waiting',
      },
      {
        x: 530,
        y: 70,
        width: 150,
        height: 48,
        lines: ['group-users', 'not started'],
        tone: 'bad',
      },
      {
        x: 260,
        y: 20,
        width: 190,
        height: 48,
        lines: ['managed-devices, …', 'not affected'],
        tone: 'good',
      },
    ],
    arrows: [
      {
        points: '180,134 257,134',
      },
      {
        points: '475,134 500,134 500,102 527,102',
      },
      {
        points: '180,70 215,70 215,86 527,86',
      },
    ],
    texts: [
      {
        x: 260,
        y: 182,
        text: 'emits what it has; JupiterOne deletes nothing of its types',
      },
      { x: 530, y: 140, text: 'JupiterOne keeps its types as they are' },
      {
        x: 30,
        y: 214,
        text: 'The exit code is not 0, an event names the cause, and the next run completes what is missing.',
      },
    ],
  },
};
