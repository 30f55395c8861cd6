'use server';

import type { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { sendTest } from '#lib/report/delivery/deliver.ts';
import { addChannel, changeChannel, removeChannel, setPaused } from '#lib/report/delivery/manage.ts';
import { sendAgain } from '#lib/report/delivery/send-again.ts';
import { type ActionResult, actionResult } from './action-result.ts';
import { channelIdInput, channelInput, deliveryIdInput, pauseInput } from './channel-input.ts';

/** Adds a channel, or changes one; without a target it leads where it led. */
export async function saveChannel(input: z.input<typeof channelInput>): Promise<ActionResult<{ channelId: string }>> {
  return actionResult('deliver', async ({ name: actor }) => {
    const { channelId, schedule, target } = channelInput.parse(input);
    if (channelId !== null) await changeChannel({ channelId, schedule, target, actor });
    if (channelId !== null) return { channelId };
    if (!target) throw new AppError('invalid', 'Say where the report is to go.');
    return { channelId: (await addChannel({ schedule, target, actor })).channelId };
  });
}

export async function pauseChannel(input: z.input<typeof pauseInput>): Promise<ActionResult<null>> {
  return actionResult('deliver', async ({ name: actor }) => {
    await setPaused({ ...pauseInput.parse(input), actor });
    return null;
  });
}

export async function deleteChannel(input: z.input<typeof channelIdInput>): Promise<ActionResult<null>> {
  return actionResult('deliver', async ({ name: actor }) => {
    await removeChannel({ ...channelIdInput.parse(input), actor });
    return null;
  });
}

/** Sends the last week there now. */
export async function testChannel(
  input: z.input<typeof channelIdInput>,
): Promise<ActionResult<{ state: string; answer: string }>> {
  return actionResult('deliver', async ({ name: actor }) => {
    const { state, answer } = await sendTest({ ...channelIdInput.parse(input), actor });
    return { state, answer };
  });
}

/** Sends a delivery again that did not arrive, or is not known to have. */
export async function sendDeliveryAgain(
  input: z.input<typeof deliveryIdInput>,
): Promise<ActionResult<{ state: string; answer: string | null }>> {
  return actionResult('deliver', async ({ name: actor }) => {
    const { state, answer } = await sendAgain({ ...deliveryIdInput.parse(input), actor });
    return { state, answer };
  });
}
