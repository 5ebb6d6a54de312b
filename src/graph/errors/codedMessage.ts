import { coded } from '../basics/messageCodes';
import type { GraphError } from './errors';

/** The message of an error of the client, with its code. */
export function codedMessage({ message, messageCode }: GraphError): string {
  return messageCode ? coded(messageCode, message) : message;
}
