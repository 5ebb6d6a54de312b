import { Invitation } from './invitation';

test('one request may be sent when Graph says that it has room', () => {
  const invitation = new Invitation();
  expect(invitation.until(1, 0)).toBe(Infinity);
  invitation.refused(1, 5_000);
  expect(invitation.until(1, 2_000)).toBe(3_000);
  expect(invitation.until(1, 6_000)).toBe(0);
  invitation.sent(6_000);
  invitation.refused(1, 9_000);
  expect(invitation.until(1, 9_000)).toBe(Infinity);
});

test('what another request takes at that time is not offered twice', () => {
  const invitation = new Invitation();
  invitation.sent(0);
  invitation.refused(1, 5_000);
  invitation.sent(4_000);
  expect(invitation.until(1, 4_000)).toBe(1_000);
  invitation.sent(5_000);
  expect(invitation.until(1, 5_000)).toBe(Infinity);
});

test('it costs no more than the refused one', () => {
  const invitation = new Invitation();
  invitation.refused(2, 5_000);
  expect(invitation.until(3, 5_000)).toBe(Infinity);
  expect(invitation.until(2, 5_000)).toBe(0);
});

test('the longest wait counts, and one that nobody asked for does not', () => {
  const invitation = new Invitation();
  invitation.refused(1, 5_000);
  invitation.refused(1, 3_000);
  invitation.refused(1, undefined);
  expect(invitation.until(1, 3_000)).toBe(2_000);
});
