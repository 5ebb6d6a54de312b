/** What `--help` prints. */
import { JUPITERONE_PROD_API_BASE_URL } from '@jupiterone/integration-sdk-runtime';
import { optionLines } from '../runs/options';

export const help = `Usage: npm run upload -- [options]

Collects the tenant that .env or the environment names, and uploads it to JupiterOne.

  --integration-instance-id <id>
                     the integration instance in JupiterOne; else INTEGRATION_INSTANCE_ID
  --account <id>     the account that it belongs to; else JUPITERONE_ACCOUNT
  --api-base-url <url>
                     else JUPITERONE_API_BASE_URL, or ${JUPITERONE_PROD_API_BASE_URL}
${optionLines}

JUPITERONE_API_KEY is a key that may upload to the account; or JUPITERONE_API_KEY_FILE is a file with it.

Exit codes: 0 everything was collected and uploaded; 2 the same, but some types are incomplete,
of which JupiterOne keeps what it has; 1 nothing was changed in JupiterOne, or it is not known;
3 another run works in the same folder; 128 + n after signal n.`;
