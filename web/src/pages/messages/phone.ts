// Which end of a message is the phone.
import type { Message } from '../../api/schema';

/** The phone's end of a message. */
export const phoneOf = (message: Message) => (message.direction === 'INBOUND' ? message.from : message.to) ?? '';
