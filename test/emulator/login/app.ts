/** The emulated app registration. */

/** A client secret that was valid once; the token endpoint answers AADSTS7000222. */
export const EXPIRED_CLIENT_SECRET = 'expired~client.secret';

export interface AppRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The object id of the app in the tenant, claims `oid` and `sub`. */
  readonly servicePrincipalId: string;
  readonly displayName: string;
}

export const app: AppRegistration = {
  clientId: '3c9f1a52-7f0e-4d0b-9b1e-5a6d2f8c4e71',
  clientSecret: 'emulated~client.secret',
  servicePrincipalId: 'b8a4c0de-2f6b-4c57-8a3d-9e1f7c5d3b20',
  displayName: 'Emulated collector',
};

/** Whose tokens the app trusts: https://learn.microsoft.com/graph/api/resources/federatedidentitycredential */
export interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
  /** PEM; in reality Entra ID fetches the keys of the issuer. */
  readonly publicKey: string;
}

/** The identity of the machine that the client runs on, as Azure App Service offers it. */
export interface ManagedIdentity {
  /** The value of `IDENTITY_HEADER`, which tells this machine's processes from others. */
  readonly header: string;
  /** Set for a user-assigned identity, which must be named then. */
  readonly clientId?: string;
}

/** What the app may log in with besides its secret. */
export interface Credentials {
  /** PEM, without private keys. */
  readonly certificates?: readonly string[];
  readonly federated?: readonly FederatedCredential[];
  readonly managedIdentity?: ManagedIdentity;
}
