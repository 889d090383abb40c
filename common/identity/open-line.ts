/** Said by whoever starts a mesh that is open, with how to close it. */
export const OPEN_LINE =
  'open: nobody is asked who they are; to close it, create a user or key: walletmesh users add --role admin --email <address>'
