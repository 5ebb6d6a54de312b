import { text } from './values';

/** `#microsoft.graph.iosCompliancePolicy` -> iosCompliancePolicy */
export function graphTypeName(odataType: unknown): string | undefined {
  return text(text(odataType)?.replace(/^#microsoft\.graph\./, ''));
}
