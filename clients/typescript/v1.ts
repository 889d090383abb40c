// Made from the OpenAPI document of /v1: npm run generate

export interface paths {
    "/v1/wallets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A wallet with its balance
         * @description What is queued is not in the balance before it is applied.
         */
        get: operations["readWallet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a wallet’s credit limit
         * @description Every operation is decided before the change or after it.
         *
         *     For `admin` and `operator`.
         */
        patch: operations["updateWallet"];
        trace?: never;
    };
    "/v1/wallets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Wallets with their balances
         * @description All for admins and operators, for others their own; in order of id, or with `search` those whose name begins so, in order of name.
         */
        get: operations["listWallets"];
        put?: never;
        /**
         * Make a wallet
         * @description It is empty, and the caller’s. An owner is for ever; a wallet that is nobody’s is used by admins and operators only.
         */
        post: operations["createWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/{id}/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Freeze a wallet
         * @description Money may come in, and not go out any more.
         *
         *     For `admin` and `operator`.
         */
        post: operations["freezeWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/{id}/unfreeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unfreeze a wallet
         * @description Money may go out again.
         *
         *     For `admin` and `operator`.
         */
        post: operations["unfreezeWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a wallet
         * @description For good, and only with a balance of 0 and nothing held. What is on its way to it comes back to its sender.
         */
        post: operations["closeWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/{id}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A wallet’s balance at a past instant
         * @description Of what was applied by then. It is known from the end of the newest detached month on.
         */
        get: operations["readPastBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a wallet
         * @description Page by page, oldest first. A page costs the same wherever it is.
         */
        get: operations["readStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/{id}/statement.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a wallet, as CSV
         * @description All of it in one answer, oldest first. Months that are detached are not in it.
         */
        get: operations["readStatementFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What has become of an operation
         * @description Of any kind: payments between banks and their reversals are operations, too.
         */
        get: operations["readOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole story of an operation
         * @description Where it waits, what screening said of it, every posting of it with its place in a journal, these journals, and what webhooks were told.
         *
         *     For `admin` and `operator`.
         */
        get: operations["traceOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Queue an operation
         * @description Answered with 202 when it is durably queued; `GET /v1/operations/{id}` tells what has become of it. What is sent after the answer is queued behind it.
         *
         *     With `wait=applied` it is answered with 200 and the outcome once the operation has ended, or with 202 when it has not in time.
         */
        post: operations["submitOperation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Queue up to 10,000 operations
         * @description One commit queues all that is sound, in its order; the answer has a verdict on each, in the same order. At most 10.24 MB.
         *
         *     With `all_or_nothing` one that is refused means that none is queued. What is declined later, when it is applied, is not covered by that.
         */
        post: operations["submitOperations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each bank is owed
         * @description For who asks often: from Redis, where there is one, and then up to two seconds old. `Cache-Control: no-cache` reads PostgreSQL.
         *
         *     For `admin` and `operator`.
         */
        get: operations["readPositions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/currencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Currencies with their present rates
         * @description In order of code.
         */
        get: operations["listCurrencies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/currencies/convert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Convert an amount by the present rates
         * @description Exact, and rounded toward zero once, as an operation converts it.
         */
        get: operations["convertAmount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/currencies/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A currency with its present rate
         * @description From the database: a new rate counts at once.
         */
        get: operations["readCurrency"];
        /**
         * Set a currency’s rate
         * @description It counts at once, for every process. A currency that is not known is added.
         *
         *     For `admin` and `operator`.
         */
        put: operations["putCurrency"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/currencies/{code}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rates that a currency had
         * @description Newest first: the first one is the present rate. A rate that was set again is there again.
         */
        get: operations["listRates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Wallet groups with their holders and their work
         * @description In order of number. For who asks every second: however many ask, it is read twice a second at most.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/processors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The op-processors that are alive
         * @description Those that renewed within the time of a lease, the oldest first. For who asks every second, as groups are.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listProcessors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/rebalance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rebalance the groups, or plan it
         * @description Answers when moving begins, or with the plan when nothing is to be moved (`dry_run`), within 60 s. The balancer keeps the mesh in that many groups from then on, until it is asked for another number or ends; after that, its `--number` holds again.
         *
         *     For `admin` and `operator`.
         */
        post: operations["startRebalance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rebalances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What balancers did
         * @description Newest first.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listRebalances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rebalances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A rebalance
         * @description With the load of each group before it, and as its moves make it.
         *
         *     For `admin` and `operator`.
         */
        get: operations["readRebalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens, as server-sent events
         * @description Events of type `operation` (it ended) and `omitted` (more ended in the same commit than are told): a client that comes back with `Last-Event-ID` gets those that it missed. And of type `rates`, `lease`, `rebalance` and `settlement`, which tell how something is now: first of all, and whenever it changes.
         *
         *     For `admin` and `operator`.
         */
        get: operations["readEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/banks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Banks, each with its position
         * @description In order of id. The positions of all banks sum to zero.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listBanks"];
        put?: never;
        /**
         * Make a bank
         * @description Its accounts appear with the first payments that name them.
         *
         *     For `admin` and `operator`.
         */
        post: operations["createBank"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/banks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A bank with its position
         * @description The position is the sum of its accounts.
         *
         *     For `admin` and `operator`.
         */
        get: operations["readBank"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a bank’s name or BIC
         * @description Changes what the body names, and nothing else.
         *
         *     For `admin` and `operator`.
         */
        patch: operations["updateBank"];
        trace?: never;
    };
    "/v1/banks/{id}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A bank’s clearing accounts
         * @description In order of their names, with their balances.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/banks/{id}/accounts/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A clearing account with its balance
         * @description An account appears with the first payment that names it.
         *
         *     For `admin` and `operator`.
         */
        get: operations["readAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments and reversals
         * @description Newest first. A page costs the same wherever it is.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listPayments"];
        put?: never;
        /**
         * Queue a payment between two clearing accounts
         * @description Answered when it is durably queued; `GET /v1/payments/{id}` tells what has become of it. Accounts that are not there yet are opened by it.
         *
         *     For `admin` and `operator`.
         */
        post: operations["submitPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Queue up to 10,000 payments
         * @description One commit queues all that is sound, in its order; the answer has a verdict on each, in the same order. At most 4.8 MB.
         *
         *     With `all_or_nothing` one that is refused means that none is queued. What is declined later, when it is applied, is not covered by that.
         *
         *     For `admin` and `operator`.
         */
        post: operations["submitPayments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What has become of a payment or a reversal
         * @description A payment also tells of its reversal, and a reversal of its payment.
         *
         *     For `admin` and `operator`.
         */
        get: operations["readPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{id}/reversal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Queue the reversal of a payment
         * @description A payment is reversed once, and only when it was applied; a reversal is not reversed. Whether the reversal is applied is in its own status.
         *
         *     For `admin` and `operator`.
         */
        post: operations["reversePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Snapshots and settlements
         * @description Newest first.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listSettlements"];
        put?: never;
        /**
         * Take a snapshot
         * @description It can be approved or cancelled then. Answers within 60 s; it may be asked for again.
         *
         *     For `admin` and `operator`.
         */
        post: operations["takeSettlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A snapshot or settlement
         * @description With positions, proofs and netting.
         *
         *     For `admin` and `operator`.
         */
        get: operations["readSettlement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements/{id}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A snapshot’s accounts with their balances
         * @description As they were at the cut, in order of wallet.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listSettlementAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a snapshot
         * @description Answers once the settlement is certain to happen, within 60 s. Asking again changes nothing and gets the same answer.
         *
         *     For `admin` and `operator`.
         */
        post: operations["approveSettlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up a snapshot
         * @description What is approved cannot be given up. Asking again changes nothing.
         *
         *     For `admin` and `operator`.
         */
        post: operations["cancelSettlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What banks pay in and are paid out, as a file
         * @description To be kept: it is the same whenever it is asked for.
         *
         *     For `admin` and `operator`.
         */
        get: operations["readSettlementFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/card_transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Card transactions
         * @description Newest first: all for admins and operators, for others those of their own wallets.
         */
        get: operations["listCardTransactions"];
        put?: never;
        /**
         * Let a card pay into a wallet
         * @description Asks the acquirer, and charges what it approves. Answered with 201 once it is in the wallet’s balance or declined; with 202 while the acquirer or the ledger has not said: `GET /v1/card_transactions/{id}` tells. Under an idempotency key, what it has become is answered.
         */
        post: operations["createCardTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/card_transactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What has become of a card transaction
         * @description With its refunds. Of a wallet of somebody else, there is none.
         */
        get: operations["readCardTransaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/card_transactions/{id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a card its money back, or a part of it
         * @description Before the payout it is taken from what is held for it, afterwards from what is available of the wallet: a refund that the wallet cannot pay fails with the reason `insufficient_funds`, which `refunds` tells. The fee is refunded in proportion. One refund of a transaction is under way at a time.
         */
        post: operations["refundCardTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payables
         * @description Newest first: all for admins and operators, for others those of their own wallets.
         */
        get: operations["listPayables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payables/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What has become of a payable
         * @description Of a wallet of somebody else, there is none.
         */
        get: operations["readPayable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Users
         * @description In order of creation. Who is disabled stays.
         *
         *     For `admin`.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Make or register a user
         * @description Admins give any role; who registers by themselves, where that is allowed, becomes a `user`. The first admin of a mesh closes it: from then on everybody is asked who they are.
         *
         *     For `admin`.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who calls
         * @description The user who is logged in, or the owner of the API key.
         */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user
         * @description Admins see everybody; others themselves, and nobody else is there for them.
         */
        get: operations["readUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a user
         * @description Changes what the body names, and nothing else. Admins change everybody; others their own name, and with their password their address and password. Who is disabled or has a new password is logged out everywhere, but for the session that changes its own.
         */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Neither the answer nor its time tells which addresses have accounts. After five failures in a row an account is locked for a while.
         */
        post: operations["logIn"];
        /**
         * Log out
         * @description The session’s tokens are worth nothing from then on.
         */
        delete: operations["logOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a refresh token for a new pair
         * @description A refresh token is used once: one that comes a second time ends its session. Keep the new pair before you use it.
         */
        post: operations["refreshTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * API keys
         * @description In order of creation: all for admins, for others their own. Revoked ones stay.
         *
         *     For `admin`, `merchant`, and `user`.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make an API key
         * @description It never may more than its owner does now; only keys of admins and operators may do without one. Merchants and users make keys of their own, when they are logged in. The first key of a mesh closes it: from then on everybody is asked who they are.
         *
         *     For `admin`, `merchant`, and `user`.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An API key
         * @description Without what is secret. One’s own; for admins any.
         *
         *     For `admin`, `merchant`, and `user`.
         */
        get: operations["readKey"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description At once and for ever. Of one that was revoked before, nothing more happens.
         *
         *     For `admin`, `merchant`, and `user`.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an API key in the place of another one
         * @description The old key works for a while longer, so that programs can change over.
         *
         *     For `admin`, `merchant`, and `user`.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what
         * @description Newest first. Operations are not in it: the ledger is their record.
         *
         *     For `admin`.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhooks
         * @description In order of id.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Make a webhook
         * @description It is told of what commits after this. The answer has its secret, which is shown once.
         *
         *     For `admin` and `operator`.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A webhook
         * @description Without its secret.
         *
         *     For `admin` and `operator`.
         */
        get: operations["readWebhook"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook
         * @description What it was not told yet is not told.
         *
         *     For `admin` and `operator`.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook
         * @description What it was not told while it was disabled is not told later.
         *
         *     For `admin` and `operator`.
         */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/v1/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook another secret
         * @description The one before signs too for a while. The answer has the new one, which is shown once.
         *
         *     For `admin` and `operator`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event that says nothing
         * @description What came of it is in its delivery.
         *
         *     For `admin` and `operator`.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was or is to be sent to a webhook
         * @description Newest first.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery that was given up again
         * @description With its own event id, from the first attempt on.
         *
         *     For `admin` and `operator`.
         */
        post: operations["replayDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fraud_checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Screened transfers
         * @description Newest first.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listFraudChecks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fraud_checks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A screened transfer
         * @description By the id of its operation. It is there once the origin is debited.
         *
         *     For `admin` and `operator`.
         */
        get: operations["readFraudCheck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fraud_checks/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Allow or reject a screened transfer
         * @description Of a transfer that waits, be it for the rules or for a person. The receiver is credited, or the sender gets the money back; a verdict that comes late changes nothing.
         *
         *     For `admin` and `operator`.
         */
        post: operations["decideFraudCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rules of screening
         * @description In order of id.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listRules"];
        put?: never;
        /**
         * Set a rule of screening
         * @description A rule fits a transfer when all its conditions are met. Transfers that no enabled rule could fit are not screened.
         *
         *     For `admin` and `operator`.
         */
        post: operations["createRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules/dry_run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a rule on the past
         * @description Tells which transfers of the last days its conditions fit, each as the ledger was then. Changes nothing.
         *
         *     For `admin` and `operator`.
         */
        post: operations["tryRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A rule of screening
         * @description As it is now.
         *
         *     For `admin` and `operator`.
         */
        get: operations["readRule"];
        put?: never;
        post?: never;
        /**
         * Remove a rule of screening
         * @description What it said of transfers stays.
         *
         *     For `admin` and `operator`.
         */
        delete: operations["deleteRule"];
        options?: never;
        head?: never;
        /**
         * Change a rule of screening
         * @description Changes what the body names; null takes a condition away. Transfers that wait are judged by what the rules are then.
         *
         *     For `admin` and `operator`.
         */
        patch: operations["changeRule"];
        trace?: never;
    };
    "/v1/dead_letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What could not be applied, or done
         * @description Steps in order of operation, then jobs.
         *
         *     For `admin` and `operator`.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead_letters/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a dead letter back into the queue
         * @description Its operation goes on from the step at which it was given up; a job is tried anew.
         *
         *     For `admin` and `operator`.
         */
        post: operations["replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Accepted: {
            /** @description Of the operation */
            id: components["schemas"]["Uuid"];
            /** @constant */
            status: "new";
        };
        Account: {
            account: components["schemas"]["AccountName"];
            /** @description The wallet that is this account */
            wallet_id: components["schemas"]["WalletId"];
            /** @description Micro-units of the currency, as digits: positive is owed to the bank */
            balance: components["schemas"]["Micros"];
            currency: components["schemas"]["CurrencyCode"];
            /** @description When its first payment was accepted */
            opened_at: components["schemas"]["Time"];
        };
        /**
         * @description As the bank calls it: must be 1 to 34 letters, digits, dots, slashes, spaces and hyphens, with a letter or digit at both ends
         * @example BR18 0036
         */
        AccountName: string;
        AccountOfSettlement: {
            wallet_id: components["schemas"]["WalletId"];
            bank_id: components["schemas"]["BankId"];
            account: components["schemas"]["AccountName"];
            /** @description At the cut; micro-units, as digits: positive is owed to the bank */
            balance: components["schemas"]["Micros"];
        };
        Accounts: {
            accounts: components["schemas"]["Account"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        AccountsOfSettlement: {
            accounts: components["schemas"]["AccountOfSettlement"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        /**
         * @description Micro-units from 1 to 9223372036854775807, as digits or as an integer
         * @example 200000000
         */
        Amount: string;
        AnyOperation: components["schemas"]["Deposit"] | components["schemas"]["Transfer"] | components["schemas"]["Withdrawal"] | components["schemas"]["Hold"] | components["schemas"]["Capture"] | components["schemas"]["Release"] | components["schemas"]["Reversal"];
        Audit: {
            entries: components["schemas"]["AuditEntry"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        AuditEntry: {
            id: string;
            at: components["schemas"]["Time"];
            /**
             * @description `open`: whoever came while nobody was asked. `command`: the command line
             * @enum {string}
             */
            actor_kind: "user" | "key" | "open" | "command" | "nobody";
            /** @description Of the user or the key */
            actor_id: string | null;
            /** @example user.change */
            action: string;
            /** @example user */
            target_kind: string | null;
            target_id: string | null;
            /** @enum {string} */
            outcome: "done" | "refused";
            /** @description The code of the refusal */
            reason: string | null;
            details: {
                [key: string]: unknown;
            } | null;
            request_id: string | null;
            /** @description Where it was asked from */
            address: string | null;
        };
        Bank: {
            id: components["schemas"]["BankId"];
            /**
             * @description Unique; up to 140 characters
             * @example Banco do Brasil
             */
            name: string;
            bic: components["schemas"]["Bic"] | null;
            /** @description Micro-units of the currency, as digits: positive is owed to the bank */
            position: components["schemas"]["Micros"];
            currency: components["schemas"]["CurrencyCode"];
            created_at: components["schemas"]["Time"];
        };
        BankChanges: {
            /**
             * @description Unique; up to 140 characters
             * @example Banco do Brasil
             */
            name?: string;
            bic?: components["schemas"]["Bic"] | null;
        };
        /**
         * @description A bank’s id
         * @example 4
         */
        BankId: number;
        BankOfSettlement: {
            bank_id: components["schemas"]["BankId"];
            name: string;
            bic: string | null;
            accounts: number;
            /** @description Micro-units of the currency, as digits: positive is owed to the bank */
            position: components["schemas"]["Micros"];
            gross_paid: components["schemas"]["Micros"];
            gross_received: components["schemas"]["Micros"];
        };
        Banks: {
            banks: components["schemas"]["Bank"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        /**
         * @description ISO 9362, unique; null when it is not known
         * @example BRASBRRJ
         */
        Bic: string;
        BodyPart: {
            /**
             * @description JSON pointer into the body (RFC 6901)
             * @example /amount
             */
            pointer: string;
            /** @enum {string} */
            code: "invalid" | "unauthenticated" | "forbidden" | "not_found" | "method_not_allowed" | "already_exists" | "not_applied" | "already_reversed" | "not_reversible" | "wallet_closed" | "not_empty" | "below_balance" | "clearing_account" | "last_admin" | "already_rotated" | "no_snapshot" | "expired" | "cancelled" | "superseded" | "already_approved" | "not_approved" | "nothing_to_pay" | "documents_missing" | "conflict" | "rebalance_running" | "idempotency_mismatch" | "gone" | "too_large" | "unsupported_media_type" | "batch_refused" | "payment_too_large" | "refund_too_large" | "not_proved";
            /** @example is missing */
            detail: string;
        };
        /** @description Gives what is held, or a part of it, to a wallet, and ends the hold */
        Capture: {
            /** @constant */
            kind: "capture";
            /**
             * @description Id of the hold’s operation
             * @example 01a20e45-d84a-766b-8572-238235365605
             */
            hold_id: string;
            target_wallet_id: components["schemas"]["WalletId"];
            /** @description Micro-units of the currency of the hold’s wallet; without it all that is held */
            amount?: components["schemas"]["Amount"];
            /** @description What is said about it: 1 to 140 characters without control characters */
            message?: string;
        };
        /** @description Shown to the acquirer, and to nobody else */
        Card: {
            /** @description 13 to 19 digits, as long as its brand has it; the last is a check digit */
            number: string;
            /** @description 1 to 64 letters with what stands between them */
            holder: string;
            /** @description MM/YY: it is valid to the end of that month, in UTC */
            expiry: string;
            /** @description 3 digits, 4 of American Express. It is kept nowhere */
            verification_code: string;
        };
        /**
         * @description Micro-units from 1 to 9223372036854775807, as digits or as an integer
         * @example 200000000
         */
        CardAmount: string;
        CardRefund: {
            /** @description Its id, and the one of its operation */
            id: components["schemas"]["Uuid"];
            /** @description Given back, in micro-units, as digits */
            amount: components["schemas"]["Micros"];
            /** @description Of it, what the wallet pays; the fee pays the rest */
            net: components["schemas"]["Micros"];
            /** @enum {string} */
            status: "pending" | "succeeded" | "failed";
            /** @description Why it failed, such as insufficient_funds */
            reason: string | null;
            created_at: components["schemas"]["Time"];
            ended_at: components["schemas"]["Time"] | null;
        };
        CardTransaction: {
            /** @description Its id, and the one of its charge’s operation */
            id: components["schemas"]["Uuid"];
            wallet_id: components["schemas"]["WalletId"];
            description: string;
            payment_method: components["schemas"]["PaymentMethod"];
            /** @description What the card pays, in micro-units, as digits */
            amount: components["schemas"]["Micros"];
            /** @description What is kept of it */
            fee: components["schemas"]["Micros"];
            /** @description What the wallet gets: amount less fee, rounded up */
            net: components["schemas"]["Micros"];
            currency: components["schemas"]["CurrencyCode"];
            /** @description When the net is due, in UTC */
            due_date: components["schemas"]["Day"];
            card: components["schemas"]["MaskedCard"];
            /**
             * @description processing: the acquirer or the ledger has not said yet. pending_payment: in the balance of the wallet, and not available before it is due.
             * @enum {string}
             */
            status: "processing" | "pending_payment" | "paid" | "declined" | "pending_refund" | "refunded";
            /** @description Why it was declined, such as card_declined */
            reason: string | null;
            /** @description Of the amount, what was given back */
            refunded: components["schemas"]["Micros"];
            /** @description What is due for it; null before it is charged */
            payable_id: components["schemas"]["Uuid"] | null;
            /** @description Newest first, the last hundred */
            refunds: components["schemas"]["CardRefund"][];
            created_at: components["schemas"]["Time"];
        };
        CardTransactions: {
            card_transactions: components["schemas"]["CardTransaction"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        /** @constant */
        ClearingCurrency: "USD";
        Converted: {
            /** @description Micro-units of the currency, as digits; it may be more than an operation can move */
            amount: components["schemas"]["Micros"];
            currency: components["schemas"]["CurrencyCode"];
        };
        Credentials: {
            email: string;
            password: string;
        };
        Currencies: {
            currencies: components["schemas"]["Currency"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        Currency: {
            code: components["schemas"]["CurrencyCode"];
            usd_per_unit: components["schemas"]["UsdPerUnit"];
            /** @description When the rate was set */
            updated_at: components["schemas"]["Time"];
        };
        /**
         * @description A currency’s code
         * @example EUR
         */
        CurrencyCode: string;
        /**
         * Format: date
         * @example 2026-12-24
         */
        Day: string;
        /** @description Money that comes from outside */
        Deposit: {
            /** @constant */
            kind: "deposit";
            target_wallet_id: components["schemas"]["WalletId"];
            amount: components["schemas"]["Amount"];
            /** @description Its code; it need not be the wallet’s */
            currency: components["schemas"]["CurrencyCode"];
            /** @description What is said about it: 1 to 140 characters without control characters */
            message?: string;
        };
        FraudCheck: {
            /** @description Of the transfer */
            operation_id: components["schemas"]["Uuid"];
            /**
             * @description `pending`: waits for the rules. `review`: waits for a person
             * @enum {string}
             */
            state: "pending" | "review" | "allowed" | "rejected";
            origin_wallet_id: number;
            target_wallet_id: number;
            /** @description What the request named */
            amount: components["schemas"]["Micros"];
            currency: string;
            /** @description What was taken from the origin, of its currency */
            debit: components["schemas"]["Micros"];
            /** @description What the target gets, of its currency, when it is allowed */
            credit: components["schemas"]["Micros"];
            /** @description Of the request that asked for the transfer */
            request_id: string | null;
            accepted_at: components["schemas"]["Time"];
            /** @description When the origin was debited */
            created_at: components["schemas"]["Time"];
            /** @description Of the risk, 0 to 100; null: the rules have not said */
            score: number | null;
            /** @description The rule that decides; null: none fits */
            rule_id: number | null;
            /** @description A line for each rule that fits */
            reasons: string[];
            /** @description When the rules said it */
            screened_at: components["schemas"]["Time"] | null;
            decided_at: components["schemas"]["Time"] | null;
            /** @enum {string|null} */
            decided_by: "rules" | "timeout" | "operator" | null;
            /** @description What an operator said of it */
            note: string | null;
        };
        FraudChecks: {
            fraud_checks: components["schemas"]["FraudCheck"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        FraudDecision: {
            /** @enum {string} */
            verdict: "allow" | "reject";
            /** @description Why, for whoever asks later: 1 to 140 characters without control characters */
            reason: string;
        };
        /**
         * @description USD per unit: a positive decimal with up to 18 digits before the point and 12 after it, as a text or as a number; both arrive to the last digit. That of USD is 1
         * @example 1.093809
         */
        GivenRate: string | number;
        Group: {
            number: components["schemas"]["GroupNumber"];
            /** @description Whether it is part of the partition; one that is not takes no new wallets */
            active: boolean;
            /** @description The op-processor that has its lease; null when nobody has */
            holder: components["schemas"]["Holder"] | null;
            /** @description Rises with every grant of its lease */
            epoch: number;
            /** @description Until the lease runs out, if it is not renewed */
            lease_left_ms: number | null;
            /** @description How many it had at `wallets_as_of` */
            wallets: number;
            /** @description Steps that wait, counted up to 100000 */
            backlog: number;
            /** @description Age of the step that is next; null when none waits */
            oldest_ms: number | null;
            /** @description Operations that ended here, over the last 5 s */
            applied_per_second: number;
        };
        /**
         * @description A wallet group
         * @example 1
         */
        GroupNumber: number;
        Groups: {
            /** @description It was so at this time or later */
            as_of: components["schemas"]["Time"];
            /** @description When wallets were counted, which takes the longer the more there are */
            wallets_as_of: components["schemas"]["Time"];
            groups: components["schemas"]["Group"][];
        };
        /** @description Reserves money of a wallet until it is captured, released or expires */
        Hold: {
            /** @constant */
            kind: "hold";
            origin_wallet_id: components["schemas"]["WalletId"];
            amount: components["schemas"]["Amount"];
            /** @description Its code; it need not be the wallet’s */
            currency: components["schemas"]["CurrencyCode"];
            /** @description Gives the money back after it; see the setting holds */
            expires_after_sec?: number;
            /** @description What is said about it: 1 to 140 characters without control characters */
            message?: string;
        };
        /** @description What has become of a hold */
        HoldState: {
            /** @enum {string} */
            state: "requested" | "declined" | "held" | "captured" | "released" | "expired" | "paid_out" | "refunded";
            /** @description Micro-units of the wallet’s currency, as digits; null while it waits to be converted */
            amount: components["schemas"]["Micros"] | null;
            captured: components["schemas"]["Micros"];
            /** @description Of a charge: what card refunds took back, in micro-units, as digits */
            refunded: components["schemas"]["Micros"];
            /** @description Null for a charge, which its payout ends */
            expires_at: components["schemas"]["Time"] | null;
            /** @description The operation that ended it */
            ended_by: components["schemas"]["Uuid"] | null;
        };
        Holder: {
            id: components["schemas"]["Uuid"];
            /** @example host:4711 */
            name: string;
        };
        Key: {
            id: components["schemas"]["Uuid"];
            /**
             * @description What the key begins with
             * @example wm_ab12cd34
             */
            prefix: string;
            name: string;
            role: components["schemas"]["Role"];
            /** @description The user whose wallets it uses */
            owner_id: components["schemas"]["Uuid"] | null;
            created_at: components["schemas"]["Time"];
            expires_at: components["schemas"]["Time"] | null;
            revoked_at: components["schemas"]["Time"] | null;
            /** @description To the minute */
            last_used_at: components["schemas"]["Time"] | null;
            /** @description The key that takes its place */
            rotated_to: components["schemas"]["Uuid"] | null;
        };
        KeyRotation: {
            /**
             * @description How long the old key works beside the new one
             * @default 86400
             */
            overlap_seconds: number;
        };
        Keys: {
            keys: components["schemas"]["Key"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        LedgerPosition: {
            group: number;
            /** @description Of the newest journal in the cut; 0 before the first */
            journal_seq: string;
            /** @description Its hash, hexadecimal */
            hash: string;
        };
        LoadOfGroup: {
            group: components["schemas"]["GroupNumber"];
            /** @description In the units of the weight; null for a group that is new */
            load_before: number | null;
            /** @description As the moves planned make it; null for a group that vanishes */
            load_after: number | null;
            wallets_before: number | null;
            wallets_after: number | null;
        };
        MadeKey: {
            id: components["schemas"]["Uuid"];
            /**
             * @description What the key begins with
             * @example wm_ab12cd34
             */
            prefix: string;
            name: string;
            role: components["schemas"]["Role"];
            /** @description The user whose wallets it uses */
            owner_id: components["schemas"]["Uuid"] | null;
            created_at: components["schemas"]["Time"];
            expires_at: components["schemas"]["Time"] | null;
            revoked_at: components["schemas"]["Time"] | null;
            /** @description To the minute */
            last_used_at: components["schemas"]["Time"] | null;
            /** @description The key that takes its place */
            rotated_to: components["schemas"]["Uuid"] | null;
            /** @description The key itself, told this once */
            key: string;
        };
        /** @description All that is told of a card */
        MaskedCard: {
            /** @enum {string} */
            brand: "american_express" | "diners_club" | "jcb" | "visa" | "mastercard" | "discover" | "unionpay";
            /** @example 1111 */
            last_four: string;
            holder: string;
            /**
             * @description MM/YY
             * @example 12/40
             */
            expiry: string;
        };
        /**
         * @description Micro-units of the currency, as digits
         * @example 181847279
         */
        Micros: string;
        Netting: {
            gross: components["schemas"]["Micros"];
            /** @description What is paid in, which is what is paid out */
            net: components["schemas"]["Micros"];
            pay_ins: components["schemas"]["Obligation"][];
            pay_outs: components["schemas"]["Obligation"][];
        };
        NewBank: {
            /**
             * @description Unique; up to 140 characters
             * @example Banco do Brasil
             */
            name: string;
            bic?: components["schemas"]["Bic"] | null;
        };
        NewCardRefund: {
            /** @description Micro-units of the transaction’s currency; without it all that is left */
            amount?: string;
        };
        NewCardTransaction: {
            wallet_id: components["schemas"]["WalletId"];
            /** @description 1 to 140 characters without control characters */
            description: string;
            amount: components["schemas"]["CardAmount"];
            /** @description The one of the wallet */
            currency: components["schemas"]["CurrencyCode"];
            payment_method: components["schemas"]["PaymentMethod"];
            card: components["schemas"]["Card"];
        };
        NewKey: {
            /**
             * @description Up to 140 characters
             * @example Ana
             */
            name: string;
            role: components["schemas"]["Role"];
            /**
             * @description A user; by default who asks
             * @example 01a20e45-d84a-766b-8572-238235365605
             */
            owner_id?: string | null;
            /** @description RFC 3339 time; by default never */
            expires_at?: string | null;
        };
        NewOperation: components["schemas"]["Deposit"] | components["schemas"]["Transfer"] | components["schemas"]["Withdrawal"] | components["schemas"]["Hold"] | components["schemas"]["Capture"] | components["schemas"]["Release"];
        NewPayment: {
            from: components["schemas"]["Party"];
            to: components["schemas"]["Party"];
            amount: components["schemas"]["PaymentAmount"];
            currency: components["schemas"]["ClearingCurrency"];
        };
        NewRate: {
            usd_per_unit: components["schemas"]["GivenRate"];
        };
        NewRebalance: {
            /** @description The groups to be are 1 to this number */
            groups: number;
            weight?: components["schemas"]["Weight"];
            /** @description Whether it is only planned, and nothing changes */
            dry_run?: boolean;
        };
        NewRule: {
            /**
             * @description Unique; up to 100 characters
             * @example large first payments
             */
            name: string;
            /**
             * @description `review`: a person decides
             * @enum {string}
             */
            verdict: "reject" | "review";
            /** @description Of the risk */
            score: number;
            enabled?: boolean;
            /** @description Of several that fit with the same verdict, the lowest gives its name */
            priority?: number;
            /** @description Of the amount that the request named, and of the sender’s wallet where sums count; null: any */
            currency?: string | null;
            /**
             * @description What the request must have named, micro-units
             * @example 600000
             */
            amount_exactly?: string | null;
            /**
             * @description The least that it must have named, micro-units
             * @example 600000
             */
            amount_at_least?: string | null;
            /**
             * @description The most that it may have named, micro-units
             * @example 600000
             */
            amount_at_most?: string | null;
            /** @description In which the sender’s transfers count, up to and with this one */
            window_sec?: number | null;
            /**
             * @description The least that the sender must have transferred, of its wallet’s currency, micro-units
             * @example 600000
             */
            window_sum_at_least?: string | null;
            window_count_at_least?: number | null;
            /** @description Whether the sender must never have paid the receiver before */
            first_payment?: boolean;
            /** @description Wallets of senders, of which one must be it */
            sender_ids?: number[] | null;
            /** @description Wallets of receivers, of which one must be it */
            receiver_ids?: number[] | null;
        };
        NewUser: {
            /**
             * @description an e-mail address such as ana@example.org
             * @example ana@example.org
             */
            email: string;
            /**
             * @description Up to 140 characters
             * @example Ana
             */
            name: string;
            /**
             * @description 8 to 256 characters
             * @example rain on the roof
             */
            password: string;
            /** @description `user` by default */
            role?: components["schemas"]["Role"];
        };
        NewWallet: {
            /** @example Porto */
            name: string;
            /** @example Porto */
            country: string;
            /** @example Porto */
            city: string;
            /**
             * @description Its code
             * @example USD
             */
            currency: string;
            /**
             * @description A user; by default who asks. Admins and operators may name others, or null for nobody’s
             * @example 01a20e45-d84a-766b-8572-238235365605
             */
            owner_id?: string | null;
        };
        Obligation: {
            bank_id: components["schemas"]["BankId"];
            amount: components["schemas"]["Micros"];
        };
        Operation: {
            id: components["schemas"]["Uuid"];
            /** @enum {string} */
            kind: "deposit" | "transfer" | "withdrawal" | "hold" | "capture" | "release" | "expiry" | "payment" | "reversal" | "settlement" | "charge" | "payout" | "card_refund";
            status: components["schemas"]["OperationStatus"];
            /** @description Why it was declined or is not applied yet */
            reason: string | null;
            amount: components["schemas"]["Micros"];
            currency: components["schemas"]["CurrencyCode"];
            origin_wallet_id: components["schemas"]["WalletId"] | null;
            target_wallet_id: components["schemas"]["WalletId"] | null;
            /** @description What left the origin, or what a hold reserves there, in micro-units of its currency, as digits */
            debit: components["schemas"]["Micros"] | null;
            /** @description What came to the target, in micro-units of its currency, as digits */
            credit: components["schemas"]["Micros"] | null;
            accepted_at: components["schemas"]["Time"];
            applied_at: components["schemas"]["Time"] | null;
            /** @description Of a reversal: the operation that it takes back. Of a capture, a release, an expiry: the hold. Of a payout, a card refund: the charge. Of a settlement: its snapshot */
            related_id: components["schemas"]["Uuid"] | null;
            /** @description What was said about it */
            message: string | null;
            /** @description Of a hold or a charge alone */
            hold: components["schemas"]["HoldState"] | null;
        };
        /**
         * @description `new`: durably queued. `processing`: a part of it is applied, or it waits for somebody. `success`: applied. `decline`: it will not be, for the reason
         * @enum {string}
         */
        OperationStatus: "new" | "processing" | "success" | "decline";
        OperationTrace: {
            operation: components["schemas"]["Operation"];
            /** @description The step that waits for its turn in the queue of a group */
            waiting: {
                group: number;
                place: string;
                /** @enum {string} */
                step: "apply" | "credit" | "refund";
            } | null;
            fraud_check: components["schemas"]["FraudCheck"] | null;
            postings: {
                wallet_id: components["schemas"]["WalletId"];
                /** @enum {string} */
                kind: "deposit" | "transfer" | "withdrawal" | "hold" | "capture" | "release" | "expiry" | "payment" | "reversal" | "settlement" | "charge" | "payout" | "card_refund" | "refund";
                /** @description Signed micro-units of the currency, as digits */
                amount: components["schemas"]["Micros"];
                currency: components["schemas"]["CurrencyCode"];
                /** @description Of the wallet after it */
                balance: components["schemas"]["Micros"];
                group: number;
                journal: string;
                /** @description Place in the journal, from 1 */
                line: number;
            }[];
            journals: {
                group: number;
                journal: string;
                /** @description Of the lease under which it was committed */
                epoch: string;
                /** @description SHA-256 of the journal and of all before it */
                hash: string;
                committed_at: components["schemas"]["Time"];
            }[];
            deliveries: {
                id: string;
                webhook_id: number;
                event_type: string;
                /** @enum {string} */
                state: "pending" | "delivered" | "dead";
                attempts: number;
                last_status: number | null;
                ended_at: components["schemas"]["Time"] | null;
            }[];
        };
        Party: {
            bank_id: components["schemas"]["BankId"];
            account: components["schemas"]["AccountName"];
        };
        PastBalance: {
            wallet_id: components["schemas"]["WalletId"];
            at: components["schemas"]["Time"];
            currency: components["schemas"]["CurrencyCode"];
            /** @description Micro-units, as digits: of what was applied by then */
            balance: components["schemas"]["Micros"];
            /** @description Signed micro-units, as digits: of what was accepted by then, and applied after it */
            accepted_later_applied: components["schemas"]["Micros"];
        };
        PastRate: {
            usd_per_unit: components["schemas"]["UsdPerUnit"];
            set_at: components["schemas"]["Time"];
        };
        PastRates: {
            rates: components["schemas"]["PastRate"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        /**
         * @description A whole number from 1
         * @example 7
         */
        PathId: string;
        Payable: {
            id: components["schemas"]["Uuid"];
            /** @description The card transaction’s */
            transaction_id: components["schemas"]["Uuid"];
            wallet_id: components["schemas"]["WalletId"];
            /** @description What the card paid, in micro-units, as digits */
            amount: components["schemas"]["Micros"];
            fee: components["schemas"]["Micros"];
            /** @description What is due: amount less fee */
            net: components["schemas"]["Micros"];
            /** @description Of the net, what refunds took back */
            refunded: components["schemas"]["Micros"];
            currency: components["schemas"]["CurrencyCode"];
            /** @description In UTC */
            due_date: components["schemas"]["Day"];
            status: components["schemas"]["PayableStatus"];
            /** @description The payout’s; null before it is queued */
            operation_id: components["schemas"]["Uuid"] | null;
            /** @description When it was paid out or refunded */
            ended_at: components["schemas"]["Time"] | null;
            created_at: components["schemas"]["Time"];
        };
        /**
         * @description refunded: all of it was given back before it was paid out
         * @enum {string}
         */
        PayableStatus: "waiting_funds" | "paid" | "refunded";
        Payables: {
            payables: components["schemas"]["Payable"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        Payment: {
            id: components["schemas"]["Uuid"];
            /** @enum {string} */
            kind: "payment" | "reversal";
            status: components["schemas"]["OperationStatus"];
            /** @description Why it was declined or is not applied yet */
            reason: string | null;
            from: components["schemas"]["Party"];
            to: components["schemas"]["Party"];
            amount: components["schemas"]["Micros"];
            currency: components["schemas"]["CurrencyCode"];
            accepted_at: components["schemas"]["Time"];
            applied_at: components["schemas"]["Time"] | null;
            /** @description The reversal that was asked for; its status tells the rest */
            reversed_by: components["schemas"]["Uuid"] | null;
            /** @description Of a reversal: the payment that it takes back */
            reverses: components["schemas"]["Uuid"] | null;
        };
        /**
         * @description Micro-units that are whole cents, up to the limit, as digits or as an integer
         * @example 200000000
         */
        PaymentAmount: string;
        /**
         * @description It decides the fee, and when the rest is due
         * @enum {string}
         */
        PaymentMethod: "credit_card" | "debit_card";
        Payments: {
            payments: components["schemas"]["Payment"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        Position: {
            bank_id: components["schemas"]["BankId"];
            /** @description Micro-units of the currency, as digits: positive is owed to the bank */
            position: components["schemas"]["Micros"];
        };
        Positions: {
            currency: components["schemas"]["CurrencyCode"];
            /** @description The positions were so at this time or later */
            as_of: components["schemas"]["Time"];
            positions: components["schemas"]["Position"][];
        };
        /** @description RFC 9457, with a machine-readable code and the request’s id */
        Problem: {
            /**
             * @description The code tells more
             * @constant
             */
            type: "about:blank";
            /** @description Of the status */
            title: string;
            status: number;
            /** @description For the one who reads it */
            detail: string;
            /**
             * @description Stable: for programs
             * @enum {string}
             */
            code: "invalid" | "unauthenticated" | "forbidden" | "not_found" | "method_not_allowed" | "already_exists" | "not_applied" | "already_reversed" | "not_reversible" | "wallet_closed" | "not_empty" | "below_balance" | "clearing_account" | "last_admin" | "already_rotated" | "no_snapshot" | "expired" | "cancelled" | "superseded" | "already_approved" | "not_approved" | "nothing_to_pay" | "documents_missing" | "conflict" | "rebalance_running" | "idempotency_mismatch" | "gone" | "too_large" | "unsupported_media_type" | "batch_refused" | "payment_too_large" | "refund_too_large" | "not_proved" | "overloaded" | "locked" | "rate_limited" | "unavailable" | "no_balancer" | "idempotency_in_flight" | "outcome_unknown" | "internal";
            request_id: string;
            /** @description What is wrong with which part of the body; the first hundred */
            errors?: components["schemas"]["BodyPart"][];
            /** @description Operations that may be queued or not: to be looked for before the request is sent again */
            operation_ids?: components["schemas"]["Uuid"][];
        };
        Processor: {
            id: components["schemas"]["Uuid"];
            /**
             * @description Its host and process
             * @example host:4711
             */
            name: string;
            /** @description The one group that it asks for; null when it takes any */
            number: components["schemas"]["GroupNumber"] | null;
            /** @description What it holds */
            groups: components["schemas"]["GroupNumber"][];
            /**
             * @description Where it tells more
             * @example 127.0.0.1:9464
             */
            metrics_address: string | null;
            /** @description Whether it drains, and takes no more groups */
            leaving: boolean;
            uptime_ms: number;
        };
        Processors: {
            /** @description It was so at this time or later */
            as_of: components["schemas"]["Time"];
            processors: components["schemas"]["Processor"][];
        };
        Proof: {
            name: string;
            proved: boolean;
            detail: string;
        };
        Rate: {
            /**
             * @description USD per unit of the requested currency
             * @example 1.000000
             */
            requested: string;
            /**
             * @description USD per unit of the wallet's currency
             * @example 1.093809
             */
            wallet: string;
        };
        Rebalance: {
            /** @description Its id */
            id: components["schemas"]["PathId"];
            /**
             * @description An interrupted one was broken off; the next one goes on from there
             * @enum {string}
             */
            state: "running" | "finished" | "interrupted";
            started_at: components["schemas"]["Time"];
            finished_at: components["schemas"]["Time"] | null;
            groups_before: number;
            /** @description As many groups there are to be */
            groups_after: number;
            weight: components["schemas"]["Weight"];
            /** @description In which operations were counted */
            window_ms: number;
            /** @description All there were */
            wallets: number;
            /** @description Of all wallets: an operation counts for every wallet that had part in it */
            load: number;
            loads: components["schemas"]["LoadOfGroup"][];
            /** @description Of the fullest group over the emptiest */
            spread_before: number;
            /** @description In the units of the weight */
            spread_after: number;
            /** @description Load of the fullest group over the mean */
            max_over_mean_before: number;
            /** @description Load of the fullest group over the mean */
            max_over_mean_after: number;
            /** @description The least that any partition reaches */
            max_over_mean_floor: number;
            /** @description A wallet that has more than a group’s fair share by itself, which no partition changes */
            hottest_wallet_id: components["schemas"]["WalletId"] | null;
            /** @description Wallets to be moved */
            moves_planned: number;
            /** @description Of these wallets */
            load_moved: number;
            /** @description Share of the transfers that crossed groups */
            crossing_before: number | null;
            /** @description The same after the moves planned */
            crossing_after: number | null;
            count_ms: number;
            plan_ms: number;
            /** @description Wallets that were moved so far */
            moves_done: number;
            /** @description How long moving took; null before it is finished */
            move_ms: number | null;
        };
        RebalancePlan: {
            groups_before: number;
            /** @description As many groups there are to be */
            groups_after: number;
            weight: components["schemas"]["Weight"];
            /** @description In which operations were counted */
            window_ms: number;
            /** @description All there were */
            wallets: number;
            /** @description Of all wallets: an operation counts for every wallet that had part in it */
            load: number;
            loads: components["schemas"]["LoadOfGroup"][];
            /** @description Of the fullest group over the emptiest */
            spread_before: number;
            /** @description In the units of the weight */
            spread_after: number;
            /** @description Load of the fullest group over the mean */
            max_over_mean_before: number;
            /** @description Load of the fullest group over the mean */
            max_over_mean_after: number;
            /** @description The least that any partition reaches */
            max_over_mean_floor: number;
            /** @description A wallet that has more than a group’s fair share by itself, which no partition changes */
            hottest_wallet_id: components["schemas"]["WalletId"] | null;
            /** @description Wallets to be moved */
            moves_planned: number;
            /** @description Of these wallets */
            load_moved: number;
            /** @description Share of the transfers that crossed groups */
            crossing_before: number | null;
            /** @description The same after the moves planned */
            crossing_after: number | null;
            count_ms: number;
            plan_ms: number;
        };
        Rebalances: {
            rebalances: components["schemas"]["Rebalance"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        Refresh: {
            refresh_token: string;
        };
        /** @description Ends a hold: what it reserved is available again */
        Release: {
            /** @constant */
            kind: "release";
            /**
             * @description Id of the hold’s operation
             * @example 01a20e45-d84a-766b-8572-238235365605
             */
            hold_id: string;
            /** @description What is said about it: 1 to 140 characters without control characters */
            message?: string;
        };
        /** @description Takes an applied deposit, transfer, withdrawal or capture back, once */
        Reversal: {
            /** @constant */
            kind: "reversal";
            /**
             * @description Of the operation to be taken back
             * @example 01a20e45-d84a-766b-8572-238235365605
             */
            operation_id: string;
            /** @description What is said about it: 1 to 140 characters without control characters */
            message?: string;
        };
        /**
         * @description What they may at most; merchants and users use their own wallets only
         * @enum {string}
         */
        Role: "admin" | "operator" | "merchant" | "user";
        Rule: {
            id: number;
            /**
             * @description Unique; up to 100 characters
             * @example large first payments
             */
            name: string;
            /**
             * @description `review`: a person decides
             * @enum {string}
             */
            verdict: "reject" | "review";
            /** @description Of the risk */
            score: number;
            enabled: boolean;
            /** @description Of several that fit with the same verdict, the lowest gives its name */
            priority: number;
            /** @description Of the amount that the request named, and of the sender’s wallet where sums count; null: any */
            currency: string | null;
            /** @description What the request must have named */
            amount_exactly: components["schemas"]["Micros"] | null;
            /** @description The least that it must have named */
            amount_at_least: components["schemas"]["Micros"] | null;
            /** @description The most that it may have named */
            amount_at_most: components["schemas"]["Micros"] | null;
            /** @description In which the sender’s transfers count, up to and with this one */
            window_sec: number | null;
            /** @description The least that the sender must have transferred, of its wallet’s currency */
            window_sum_at_least: components["schemas"]["Micros"] | null;
            window_count_at_least: number | null;
            /** @description Whether the sender must never have paid the receiver before */
            first_payment: boolean;
            /** @description Wallets of senders, of which one must be it */
            sender_ids: number[] | null;
            /** @description Wallets of receivers, of which one must be it */
            receiver_ids: number[] | null;
            created_at: components["schemas"]["Time"];
            updated_at: components["schemas"]["Time"];
        };
        RuleChanges: {
            /**
             * @description Unique; up to 100 characters
             * @example large first payments
             */
            name?: string;
            /**
             * @description `review`: a person decides
             * @enum {string}
             */
            verdict?: "reject" | "review";
            /** @description Of the risk */
            score?: number;
            enabled?: boolean;
            /** @description Of several that fit with the same verdict, the lowest gives its name */
            priority?: number;
            /** @description Of the amount that the request named, and of the sender’s wallet where sums count; null: any */
            currency?: string | null;
            /**
             * @description What the request must have named, micro-units
             * @example 600000
             */
            amount_exactly?: string | null;
            /**
             * @description The least that it must have named, micro-units
             * @example 600000
             */
            amount_at_least?: string | null;
            /**
             * @description The most that it may have named, micro-units
             * @example 600000
             */
            amount_at_most?: string | null;
            /** @description In which the sender’s transfers count, up to and with this one */
            window_sec?: number | null;
            /**
             * @description The least that the sender must have transferred, of its wallet’s currency, micro-units
             * @example 600000
             */
            window_sum_at_least?: string | null;
            window_count_at_least?: number | null;
            /** @description Whether the sender must never have paid the receiver before */
            first_payment?: boolean;
            /** @description Wallets of senders, of which one must be it */
            sender_ids?: number[] | null;
            /** @description Wallets of receivers, of which one must be it */
            receiver_ids?: number[] | null;
        };
        RuleConditions: {
            /** @description Of the amount that the request named, and of the sender’s wallet where sums count; null: any */
            currency?: string | null;
            /**
             * @description What the request must have named, micro-units
             * @example 600000
             */
            amount_exactly?: string | null;
            /**
             * @description The least that it must have named, micro-units
             * @example 600000
             */
            amount_at_least?: string | null;
            /**
             * @description The most that it may have named, micro-units
             * @example 600000
             */
            amount_at_most?: string | null;
            /** @description In which the sender’s transfers count, up to and with this one */
            window_sec?: number | null;
            /**
             * @description The least that the sender must have transferred, of its wallet’s currency, micro-units
             * @example 600000
             */
            window_sum_at_least?: string | null;
            window_count_at_least?: number | null;
            /** @description Whether the sender must never have paid the receiver before */
            first_payment?: boolean;
            /** @description Wallets of senders, of which one must be it */
            sender_ids?: number[] | null;
            /** @description Wallets of receivers, of which one must be it */
            receiver_ids?: number[] | null;
        };
        RuleTrial: {
            rule: components["schemas"]["RuleConditions"];
            /**
             * @description How far to look back
             * @default 7
             */
            days: number;
        };
        RuleTrialResult: {
            /** @description Transfers that were looked at, newest first */
            examined: number;
            /** @description Those of them that would have waited for a verdict */
            selected: number;
            /** @description Those of them that the rule fits */
            fitting: number;
            /** @description Whether all transfers of the time were looked at, and not only the newest of them */
            is_complete: boolean;
            /** @description The newest that it fits, 100 at most */
            transfers: {
                operation_id: components["schemas"]["Uuid"];
                origin_wallet_id: number;
                target_wallet_id: number;
                amount: components["schemas"]["Micros"];
                currency: string;
                accepted_at: components["schemas"]["Time"];
            }[];
        };
        Rules: {
            rules: components["schemas"]["Rule"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        Settlement: {
            id: components["schemas"]["Uuid"];
            /** @enum {string} */
            state: "open" | "approved" | "settled" | "cancelled" | "expired" | "superseded";
            currency: components["schemas"]["CurrencyCode"];
            /** @description The instant of the cut */
            taken_at: components["schemas"]["Time"];
            expires_at: components["schemas"]["Time"];
            approved_at: components["schemas"]["Time"] | null;
            settled_at: components["schemas"]["Time"] | null;
            cancelled_at: components["schemas"]["Time"] | null;
            /** @description The newest settlement that is in the balances */
            follows_id: components["schemas"]["Uuid"] | null;
            /** @description Where the balances are */
            store: string;
            accounts: number;
            /** @description Accounts with a balance: as many operations settle it */
            lines: number;
            /** @description Of these, how many are queued */
            posted_lines: number;
            /** @description Payments and reversals since the settlement before */
            payments: number;
            banks: components["schemas"]["BankOfSettlement"][];
            ledger: components["schemas"]["LedgerPosition"][];
            proofs: components["schemas"]["Proof"][];
            netting: components["schemas"]["Netting"] | null;
        };
        Settlements: {
            settlements: components["schemas"]["Settlement"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        Statement: {
            entries: components["schemas"]["StatementEntry"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
            /** @description Months before this are detached and not shown */
            history_starts_at: components["schemas"]["Time"] | null;
        };
        StatementEntry: {
            operation_id: components["schemas"]["Uuid"];
            /** @enum {string} */
            kind: "deposit" | "transfer" | "withdrawal" | "hold" | "capture" | "release" | "expiry" | "payment" | "reversal" | "settlement" | "charge" | "payout" | "card_refund" | "refund";
            /** @description Signed micro-units of the currency, as digits: negative is money out */
            amount: components["schemas"]["Micros"];
            /** @description Of the wallet */
            currency: components["schemas"]["CurrencyCode"];
            /** @description Of the wallet after this entry */
            balance: components["schemas"]["Micros"];
            /** @description The other wallet; null for a deposit, a withdrawal and a settlement */
            counterparty_wallet_id: components["schemas"]["WalletId"] | null;
            /** @description Micro-units of the requested currency */
            requested_amount: components["schemas"]["Micros"];
            requested_currency: components["schemas"]["CurrencyCode"];
            /** @description What was said about the operation */
            message: string | null;
            rate: components["schemas"]["Rate"] | null;
            accepted_at: components["schemas"]["Time"];
        };
        /**
         * Format: date-time
         * @description RFC 3339, in UTC
         * @example 2026-11-25T08:52:44.142488Z
         */
        Time: string;
        TokenPair: {
            /** @description For the header Authorization: Bearer */
            access_token: string;
            /** @constant */
            token_type: "Bearer";
            /** @description Seconds */
            expires_in: number;
            /** @description For one new pair */
            refresh_token: string;
            /** @description Seconds */
            refresh_expires_in: number;
        };
        /** @description From a wallet to another one */
        Transfer: {
            /** @constant */
            kind: "transfer";
            origin_wallet_id: components["schemas"]["WalletId"];
            target_wallet_id: components["schemas"]["WalletId"];
            amount: components["schemas"]["Amount"];
            /** @description Its code; it need not be the wallet’s */
            currency: components["schemas"]["CurrencyCode"];
            /** @description What is said about it: 1 to 140 characters without control characters */
            message?: string;
        };
        /**
         * @description What a unit of the currency is worth in USD: an exact decimal
         * @example 1.093809
         */
        UsdPerUnit: string;
        User: {
            id: components["schemas"]["Uuid"];
            /** @example ana@example.org */
            email: string;
            /** @example Ana */
            name: string;
            role: components["schemas"]["Role"];
            created_at: components["schemas"]["Time"];
            disabled_at: components["schemas"]["Time"] | null;
        };
        UserChanges: {
            /**
             * @description an e-mail address such as ana@example.org
             * @example ana@example.org
             */
            email?: string;
            /**
             * @description Up to 140 characters
             * @example Ana
             */
            name?: string;
            role?: components["schemas"]["Role"];
            disabled?: boolean;
            /**
             * @description 8 to 256 characters
             * @example rain on the roof
             */
            password?: string;
            /** @description Of who changes their own address or password */
            current_password?: string;
        };
        Users: {
            users: components["schemas"]["User"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        /**
         * Format: uuid
         * @example 01a20e45-d84a-766b-8572-238235365605
         */
        Uuid: string;
        Verdict: {
            /** @enum {string} */
            status: "new" | "refused";
            /** @description Of what is queued */
            id?: components["schemas"]["Uuid"];
            /** @description Why it is refused */
            errors?: components["schemas"]["BodyPart"][];
        };
        Wallet: {
            id: components["schemas"]["WalletId"];
            name: string | null;
            country: string | null;
            city: string | null;
            /** @description The user whose it is; null: nobody’s */
            owner_id: components["schemas"]["Uuid"] | null;
            currency: components["schemas"]["CurrencyCode"];
            balance: components["schemas"]["Micros"];
            /** @description What holds reserve of the balance */
            held: components["schemas"]["Micros"];
            /** @description balance − held + credit_limit; null for a wallet without a floor */
            available: components["schemas"]["Micros"] | null;
            /** @description How far below zero the balance may fall; null for a wallet without a floor */
            credit_limit: components["schemas"]["Micros"] | null;
            /** @description The group that the wallet is in at present */
            group: number;
            /** @enum {string} */
            state: "open" | "frozen" | "closed";
            created_at: components["schemas"]["Time"] | null;
            /** @description Balance, held, credit limit, group and state were so at this time or later */
            as_of: components["schemas"]["Time"];
        };
        WalletChanges: {
            /** @description How far below zero the balance may fall: micro-units from 0 to 9223372036854775807 */
            credit_limit: string;
        };
        /**
         * @description A wallet’s id
         * @example 7
         */
        WalletId: number;
        Wallets: {
            wallets: components["schemas"]["Wallet"][];
            /** @description For the next page; null after the last one */
            next_cursor: string | null;
        };
        /**
         * @description What loads are in: operations, or microseconds that op-processors spent on them
         * @enum {string}
         */
        Weight: "count" | "cost";
        /** @description Money that goes outside */
        Withdrawal: {
            /** @constant */
            kind: "withdrawal";
            origin_wallet_id: components["schemas"]["WalletId"];
            amount: components["schemas"]["Amount"];
            /** @description Its code; it need not be the wallet’s */
            currency: components["schemas"]["CurrencyCode"];
            /** @description What is said about it: 1 to 140 characters without control characters */
            message?: string;
        };
    };
    responses: never;
    parameters: {
        /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: {
        /** @description The id of the request: the caller’s own, if it sent one, or one that is unique among all gateways. */
        "X-Request-Id": string;
        /** @description Where what was made is to be read. */
        Location: string;
        /** @description The name of the file. */
        "Content-Disposition": string;
        /** @description That it is the answer that was given before to the request with this idempotency key. */
        "Idempotency-Replayed": "true";
        /** @description Secrets stay in nobody’s cache. */
        "Cache-Control": "no-store";
        /** @description What to show (RFC 6750). */
        "WWW-Authenticate": string;
        /** @description Requests a minute. */
        "RateLimit-Limit": number;
        /** @description How many of them are left. */
        "RateLimit-Remaining": number;
        /** @description Seconds until they are counted anew. */
        "RateLimit-Reset": number;
        /** @description Seconds after which to try again. */
        "Retry-After": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readWallet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The wallet’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wallet"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    updateWallet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The wallet’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WalletChanges"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wallet"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `clearing_account`: Clearing accounts are neither frozen nor closed, and have no credit limit.
             *
             *     `wallet_closed`: A closed wallet does not change any more.
             *
             *     `below_balance`: The wallet is further below zero than the credit limit, with what is held.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "clearing_account" | "wallet_closed" | "below_balance";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listWallets: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /**
                 * @description How the name begins, in any case
                 * @example ana
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wallets"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    createWallet: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWallet"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wallet"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `idempotency_in_flight`: Another request with the same idempotency key is not done yet. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_mismatch";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    freezeWallet: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description The wallet’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wallet"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `clearing_account`: Clearing accounts are neither frozen nor closed, and have no credit limit.
             *
             *     `wallet_closed`: A closed wallet does not change any more.
             *
             *     `idempotency_in_flight`: Another request with the same idempotency key is not done yet.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "clearing_account" | "wallet_closed" | "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_mismatch";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    unfreezeWallet: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description The wallet’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wallet"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `clearing_account`: Clearing accounts are neither frozen nor closed, and have no credit limit.
             *
             *     `wallet_closed`: A closed wallet does not change any more.
             *
             *     `idempotency_in_flight`: Another request with the same idempotency key is not done yet.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "clearing_account" | "wallet_closed" | "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_mismatch";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    closeWallet: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description The wallet’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wallet"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `clearing_account`: Clearing accounts are neither frozen nor closed, and have no credit limit.
             *
             *     `wallet_closed`: A closed wallet does not change any more.
             *
             *     `not_empty`: A wallet with money or holds is not closed.
             *
             *     `idempotency_in_flight`: Another request with the same idempotency key is not done yet.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "clearing_account" | "wallet_closed" | "not_empty" | "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_mismatch";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readPastBalance: {
        parameters: {
            query: {
                /**
                 * @description RFC 3339 time, not in the future
                 * @example 2026-01-31T00:00:00Z
                 */
                at: string;
            };
            header?: never;
            path: {
                /**
                 * @description The wallet’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PastBalance"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `gone`: The month that the id is of was detached. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "gone";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readStatement: {
        parameters: {
            query?: {
                /**
                 * @description RFC 3339 time, inclusive
                 * @example 2026-01-31T00:00:00Z
                 */
                from?: string;
                /**
                 * @description RFC 3339 time, exclusive
                 * @example 2026-02-28T00:00:00Z
                 */
                to?: string;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The wallet’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readStatementFile: {
        parameters: {
            query?: {
                /**
                 * @description RFC 3339 time, inclusive
                 * @example 2026-01-31T00:00:00Z
                 */
                from?: string;
                /**
                 * @description RFC 3339 time, exclusive
                 * @example 2026-02-28T00:00:00Z
                 */
                to?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The wallet’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statement, with a line of names first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `gone`: The month that the id is of was detached. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "gone";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    traceOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationTrace"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `gone`: The month that the id is of was detached. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "gone";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    submitOperation: {
        parameters: {
            query?: {
                /** @description Answer with the outcome */
                wait?: "applied";
                /** @description How long */
                wait_sec?: number;
            };
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnyOperation"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description It is durably queued */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `not_applied`: What is to be reversed still waits, or was declined; or the hold is not applied yet, so that its amount is not known.
             *
             *     `already_reversed`: It was reversed already.
             *
             *     `not_reversible`: The operation is of a kind that is not taken back.
             *
             *     `idempotency_in_flight`: Another request with the same idempotency key is not done yet.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_applied" | "already_reversed" | "not_reversible" | "idempotency_in_flight";
                    };
                };
            };
            /** @description `gone`: The month that the id is of was detached. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "gone";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_mismatch";
                    };
                };
            };
            /**
             * @description `overloaded`: Too much work waits, so that nothing was queued.
             *
             *     `rate_limited`: There were too many requests in a minute.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded" | "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /**
             * @description `outcome_unknown`: The database went away during the commit: the `operation_ids` may be queued, or not.
             *
             *     `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again.
             */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "outcome_unknown" | "unavailable";
                    };
                };
            };
        };
    };
    submitOperations: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    operations: components["schemas"]["NewOperation"][];
                    /**
                     * @description Queue nothing when one of the operations is refused
                     * @default false
                     */
                    all_or_nothing?: boolean;
                };
            };
        };
        responses: {
            /** @description It is durably queued */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        queued: number;
                        refused: number;
                        /** @description One verdict on each, in their order */
                        operations: components["schemas"]["Verdict"][];
                    };
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `idempotency_in_flight`: Another request with the same idempotency key is not done yet. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /**
             * @description `batch_refused`: Parts of the batch are refused, which `errors` names, so that nothing of it was queued.
             *
             *     `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "batch_refused" | "idempotency_mismatch";
                    };
                };
            };
            /**
             * @description `overloaded`: Too much work waits, so that nothing was queued.
             *
             *     `rate_limited`: There were too many requests in a minute.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded" | "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /**
             * @description `outcome_unknown`: The database went away during the commit: the `operation_ids` may be queued, or not.
             *
             *     `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again.
             */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "outcome_unknown" | "unavailable";
                    };
                };
            };
        };
    };
    readPositions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Positions"];
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listCurrencies: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Currencies"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    convertAmount: {
        parameters: {
            query: {
                /**
                 * @description Micro-units of `from`, from 1 on
                 * @example 1000000
                 */
                amount: string;
                /**
                 * @description The currency of the amount
                 * @example EUR
                 */
                from: components["schemas"]["CurrencyCode"];
                /**
                 * @description What it is converted to
                 * @example EUR
                 */
                to: components["schemas"]["CurrencyCode"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Converted"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readCurrency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A currency’s code
                 * @example EUR
                 */
                code: components["schemas"]["CurrencyCode"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Currency"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    putCurrency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A currency’s code
                 * @example EUR
                 */
                code: components["schemas"]["CurrencyCode"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRate"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Currency"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listRates: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description A currency’s code
                 * @example EUR
                 */
                code: components["schemas"]["CurrencyCode"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PastRates"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Groups"];
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listProcessors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Processors"];
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    startRebalance: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRebalance"];
            };
        };
        responses: {
            /** @description What a rebalance would do */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RebalancePlan"];
                };
            };
            /** @description It is under way */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rebalance"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /**
             * @description `rebalance_running`: The balancer counts, plans or moves already.
             *
             *     `idempotency_in_flight`: Another request with the same idempotency key is not done yet.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rebalance_running" | "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_mismatch";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /**
             * @description `no_balancer`: No balancer answers, or none can do it now. What was asked for may be asked again.
             *
             *     `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again.
             */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "no_balancer" | "unavailable";
                    };
                };
            };
        };
    };
    listRebalances: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rebalances"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readRebalance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The rebalance’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rebalance"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events, until one side ends it */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /**
             * @description `overloaded`: Too much work waits, so that nothing was queued.
             *
             *     `rate_limited`: There were too many requests in a minute.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded" | "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listBanks: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Banks"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    createBank: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBank"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bank"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /**
             * @description `already_exists`: Another one has the same name, or another part of it that must be unique.
             *
             *     `idempotency_in_flight`: Another request with the same idempotency key is not done yet.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "already_exists" | "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_mismatch";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readBank: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The bank’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bank"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    updateBank: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The bank’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BankChanges"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bank"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `already_exists`: Another one has the same name, or another part of it that must be unique. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "already_exists";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The bank’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accounts"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The bank’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
                /**
                 * @description As the bank calls it: must be 1 to 34 letters, digits, dots, slashes, spaces and hyphens, with a letter or digit at both ends
                 * @example BR18 0036
                 */
                account: components["schemas"]["AccountName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listPayments: {
        parameters: {
            query?: {
                /** @description With account: only payments from or to it */
                bank_id?: number;
                /**
                 * @description With bank_id: only payments from or to it
                 * @example BR18 0036
                 */
                account?: components["schemas"]["AccountName"];
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payments"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    submitPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPayment"];
            };
        };
        responses: {
            /** @description It is durably queued */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `idempotency_in_flight`: Another request with the same idempotency key is not done yet. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /**
             * @description `payment_too_large`: The payment is above the limit, which the detail names.
             *
             *     `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "payment_too_large" | "idempotency_mismatch";
                    };
                };
            };
            /**
             * @description `overloaded`: Too much work waits, so that nothing was queued.
             *
             *     `rate_limited`: There were too many requests in a minute.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded" | "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /**
             * @description `outcome_unknown`: The database went away during the commit: the `operation_ids` may be queued, or not.
             *
             *     `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again.
             */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "outcome_unknown" | "unavailable";
                    };
                };
            };
        };
    };
    submitPayments: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    payments: components["schemas"]["NewPayment"][];
                    /**
                     * @description Queue nothing when one of the payments is refused
                     * @default false
                     */
                    all_or_nothing?: boolean;
                };
            };
        };
        responses: {
            /** @description It is durably queued */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        queued: number;
                        refused: number;
                        /** @description One verdict on each, in their order */
                        payments: components["schemas"]["Verdict"][];
                    };
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `idempotency_in_flight`: Another request with the same idempotency key is not done yet. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /**
             * @description `batch_refused`: Parts of the batch are refused, which `errors` names, so that nothing of it was queued.
             *
             *     `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "batch_refused" | "idempotency_mismatch";
                    };
                };
            };
            /**
             * @description `overloaded`: Too much work waits, so that nothing was queued.
             *
             *     `rate_limited`: There were too many requests in a minute.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded" | "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /**
             * @description `outcome_unknown`: The database went away during the commit: the `operation_ids` may be queued, or not.
             *
             *     `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again.
             */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "outcome_unknown" | "unavailable";
                    };
                };
            };
        };
    };
    readPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `gone`: The month that the id is of was detached. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "gone";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    reversePayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is durably queued */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `not_applied`: What is to be reversed still waits, or was declined; or the hold is not applied yet, so that its amount is not known.
             *
             *     `already_reversed`: It was reversed already.
             *
             *     `idempotency_in_flight`: Another request with the same idempotency key is not done yet.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_applied" | "already_reversed" | "idempotency_in_flight";
                    };
                };
            };
            /** @description `gone`: The month that the id is of was detached. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "gone";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_mismatch";
                    };
                };
            };
            /**
             * @description `overloaded`: Too much work waits, so that nothing was queued.
             *
             *     `rate_limited`: There were too many requests in a minute.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded" | "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /**
             * @description `outcome_unknown`: The database went away during the commit: the `operation_ids` may be queued, or not.
             *
             *     `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again.
             */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "outcome_unknown" | "unavailable";
                    };
                };
            };
        };
    };
    listSettlements: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settlements"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /**
             * @description `documents_missing`: The store of snapshots lost its balances, or cleared them away.
             *
             *     `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "documents_missing" | "conflict";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    takeSettlement: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settlement"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /**
             * @description `documents_missing`: The store of snapshots lost its balances, or cleared them away.
             *
             *     `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more.
             *
             *     `idempotency_in_flight`: Another request with the same idempotency key is not done yet.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "documents_missing" | "conflict" | "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_mismatch";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /**
             * @description `not_proved`: The ledger contradicts itself, and no snapshot was taken: run `walletmesh verify`.
             *
             *     `internal`: The gateway failed; its log tells the rest under the `request_id`.
             */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_proved" | "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readSettlement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settlement"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `documents_missing`: The store of snapshots lost its balances, or cleared them away.
             *
             *     `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "documents_missing" | "conflict";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listSettlementAccounts: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsOfSettlement"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `documents_missing`: The store of snapshots lost its balances, or cleared them away.
             *
             *     `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "documents_missing" | "conflict";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    approveSettlement: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settlement"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `expired`: The settlement was not approved in time.
             *
             *     `cancelled`: The settlement was cancelled.
             *
             *     `superseded`: Another settlement was approved that holds the same money.
             *
             *     `documents_missing`: The store of snapshots lost its balances, or cleared them away.
             *
             *     `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more.
             *
             *     `idempotency_in_flight`: Another request with the same idempotency key is not done yet.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "expired" | "cancelled" | "superseded" | "documents_missing" | "conflict" | "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_mismatch";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    cancelSettlement: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settlement"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `already_approved`: The settlement was approved: it cannot be cancelled.
             *
             *     `expired`: The settlement was not approved in time.
             *
             *     `superseded`: Another settlement was approved that holds the same money.
             *
             *     `documents_missing`: The store of snapshots lost its balances, or cleared them away.
             *
             *     `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more.
             *
             *     `idempotency_in_flight`: Another request with the same idempotency key is not done yet.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "already_approved" | "expired" | "superseded" | "documents_missing" | "conflict" | "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_mismatch";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readSettlementFile: {
        parameters: {
            query?: {
                /** @description csv, or pacs.009 of ISO 20022 */
                format?: "csv" | "pacs.009";
            };
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/xml": string;
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `not_approved`: There is nothing to be paid before the settlement is approved.
             *
             *     `nothing_to_pay`: Every bank is even, so that there is no file.
             *
             *     `documents_missing`: The store of snapshots lost its balances, or cleared them away.
             *
             *     `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_approved" | "nothing_to_pay" | "documents_missing" | "conflict";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listCardTransactions: {
        parameters: {
            query?: {
                /**
                 * @description Only those of this wallet
                 * @example 7
                 */
                wallet_id?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardTransactions"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    createCardTransaction: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCardTransaction"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardTransaction"];
                };
            };
            /** @description It is durably queued */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardTransaction"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `wallet_closed`: A closed wallet does not change any more.
             *
             *     `idempotency_in_flight`: Another request with the same idempotency key is not done yet.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "wallet_closed" | "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency_mismatch";
                    };
                };
            };
            /**
             * @description `overloaded`: Too much work waits, so that nothing was queued.
             *
             *     `rate_limited`: There were too many requests in a minute.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded" | "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readCardTransaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardTransaction"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    refundCardTransaction: {
        parameters: {
            query?: never;
            header?: {
                /** @description What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCardRefund"];
            };
        };
        responses: {
            /** @description It is under way, or has ended meanwhile */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardTransaction"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more.
             *
             *     `idempotency_in_flight`: Another request with the same idempotency key is not done yet.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "conflict" | "idempotency_in_flight";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /**
             * @description `refund_too_large`: There is less left to give back than that, or it is so little that all of it is fee.
             *
             *     `idempotency_mismatch`: The idempotency key was used with another request: method, path or body differ.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "refund_too_large" | "idempotency_mismatch";
                    };
                };
            };
            /**
             * @description `overloaded`: Too much work waits, so that nothing was queued.
             *
             *     `rate_limited`: There were too many requests in a minute.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded" | "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listPayables: {
        parameters: {
            query?: {
                /** @description refunded: all of it was given back before it was paid out */
                status?: components["schemas"]["PayableStatus"];
                /**
                 * @description Only those due on that day or later
                 * @example 2026-12-24
                 */
                due_from?: components["schemas"]["Day"];
                /**
                 * @description Only those due on that day or before
                 * @example 2026-12-24
                 */
                due_until?: components["schemas"]["Day"];
                /**
                 * @description Only those of this wallet
                 * @example 7
                 */
                wallet_id?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payables"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readPayable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payable"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Users"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `already_exists`: Another one has the same name, or another part of it that must be unique. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "already_exists";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /**
             * @description `overloaded`: Too much work waits, so that nothing was queued.
             *
             *     `rate_limited`: There were too many requests in a minute.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded" | "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChanges"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `already_exists`: Another one has the same name, or another part of it that must be unique.
             *
             *     `last_admin`: The user is the last admin who may act.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "already_exists" | "last_admin";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /**
             * @description `locked`: There were too many failed log-ins.
             *
             *     `overloaded`: Too much work waits, so that nothing was queued.
             *
             *     `rate_limited`: There were too many requests in a minute.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "locked" | "overloaded" | "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /**
             * @description `locked`: There were too many failed log-ins.
             *
             *     `overloaded`: Too much work waits, so that nothing was queued.
             *
             *     `rate_limited`: There were too many requests in a minute.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "locked" | "overloaded" | "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    logOut: {
        parameters: {
            query?: {
                /** @description Every session of the user, not this one alone */
                all?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    refreshTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeKey"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["KeyRotation"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeKey"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `already_rotated`: Another key takes the place of the key already.
             *
             *     `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "already_rotated" | "conflict";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhooks: {
                            id: number;
                            url: string;
                            event_types: ("operation.succeeded" | "operation.declined" | "settlement.approved" | "settlement.settled")[];
                            wallet_ids: number[] | null;
                            disabled_at: string | null;
                            disabled_reason: ("asked" | "gone") | null;
                            previous_secret_until: string | null;
                            created_at: string;
                        }[];
                        /** @description For the next page; null after the last one */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Where to post events; HTTPS, without credentials */
                    url: string;
                    event_types: ("operation.succeeded" | "operation.declined" | "settlement.approved" | "settlement.settled")[];
                    wallet_ids?: number[] | null;
                };
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        url: string;
                        event_types: ("operation.succeeded" | "operation.declined" | "settlement.approved" | "settlement.settled")[];
                        wallet_ids: number[] | null;
                        disabled_at: string | null;
                        disabled_reason: ("asked" | "gone") | null;
                        previous_secret_until: string | null;
                        created_at: string;
                        /** @description Signs what is sent; shown here alone */
                        secret: string;
                    };
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "conflict";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        url: string;
                        event_types: ("operation.succeeded" | "operation.declined" | "settlement.approved" | "settlement.settled")[];
                        wallet_ids: number[] | null;
                        disabled_at: string | null;
                        disabled_reason: ("asked" | "gone") | null;
                        previous_secret_until: string | null;
                        created_at: string;
                    };
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is removed */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Where to post events; HTTPS, without credentials */
                    url?: string;
                    event_types?: ("operation.succeeded" | "operation.declined" | "settlement.approved" | "settlement.settled")[];
                    wallet_ids?: number[] | null;
                    disabled?: boolean;
                };
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        url: string;
                        event_types: ("operation.succeeded" | "operation.declined" | "settlement.approved" | "settlement.settled")[];
                        wallet_ids: number[] | null;
                        disabled_at: string | null;
                        disabled_reason: ("asked" | "gone") | null;
                        previous_secret_until: string | null;
                        created_at: string;
                    };
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        url: string;
                        event_types: ("operation.succeeded" | "operation.declined" | "settlement.approved" | "settlement.settled")[];
                        wallet_ids: number[] | null;
                        disabled_at: string | null;
                        disabled_reason: ("asked" | "gone") | null;
                        previous_secret_until: string | null;
                        created_at: string;
                        /** @description Signs what is sent; shown here alone */
                        secret: string;
                    };
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is durably queued */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description The header Webhook-Id */
                        event_id: string;
                        event_type: string;
                        operation_id: string | null;
                        /** @enum {string} */
                        state: "pending" | "delivered" | "dead";
                        attempts: number;
                        next_attempt_at: string | null;
                        last_attempt_at: string | null;
                        last_status: number | null;
                        last_error: string | null;
                        created_at: string;
                        ended_at: string | null;
                    };
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "conflict";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Only those in this state */
                state?: "pending" | "delivered" | "dead";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The webhook’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: {
                            id: string;
                            /** @description The header Webhook-Id */
                            event_id: string;
                            event_type: string;
                            operation_id: string | null;
                            /** @enum {string} */
                            state: "pending" | "delivered" | "dead";
                            attempts: number;
                            next_attempt_at: string | null;
                            last_attempt_at: string | null;
                            last_status: number | null;
                            last_error: string | null;
                            created_at: string;
                            ended_at: string | null;
                        }[];
                        /** @description For the next page; null after the last one */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    replayDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The delivery’s id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description The header Webhook-Id */
                        event_id: string;
                        event_type: string;
                        operation_id: string | null;
                        /** @enum {string} */
                        state: "pending" | "delivered" | "dead";
                        attempts: number;
                        next_attempt_at: string | null;
                        last_attempt_at: string | null;
                        last_status: number | null;
                        last_error: string | null;
                        created_at: string;
                        ended_at: string | null;
                    };
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "conflict";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listFraudChecks: {
        parameters: {
            query?: {
                /** @description `pending`: waits for the rules. `review`: waits for a person */
                state?: "pending" | "review" | "allowed" | "rejected";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudChecks"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readFraudCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudCheck"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    decideFraudCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: components["schemas"]["Uuid"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FraudDecision"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudCheck"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "conflict";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listRules: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rules"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    createRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRule"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /**
             * @description `already_exists`: Another one has the same name, or another part of it that must be unique.
             *
             *     `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "already_exists" | "conflict";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    tryRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleTrial"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleTrialResult"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    readRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The rule’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    deleteRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The rule’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is removed */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    changeRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The rule’s id
                 * @example 7
                 */
                id: components["schemas"]["PathId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleChanges"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /**
             * @description `already_exists`: Another one has the same name, or another part of it that must be unique.
             *
             *     `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "already_exists" | "conflict";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dead_letters: {
                            /** @description Of a step its operation, of a job its own: by it they are replayed */
                            id: string;
                            /** @description Null: a job that is about none */
                            operation_id: string | null;
                            /** @description In which it was given up; null for a job */
                            group: number | null;
                            /** @description Of the operation; job */
                            kind: string;
                            /** @description What of the operation could not be done: apply, credit or refund. Of a job: its task */
                            step: string;
                            origin_wallet_id: number | null;
                            target_wallet_id: number | null;
                            /** @description Micro-units of the currency, as digits; null for a job */
                            amount: string | null;
                            currency: string | null;
                            error: string;
                            attempts: number;
                            failed_at: string;
                        }[];
                        /** @description For the next page; null after the last one */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
    replayDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of the dead letter
                 * @example 01a20e45-d84a-766b-8572-238235365605
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is durably queued */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description Of a step */
                        operation_id: string | null;
                        /** @description That a step is queued for */
                        group: number | null;
                    };
                };
            };
            /** @description `invalid`: It is not JSON, or a part of it is missing, wrong or not known; for a body, `errors` names the parts. A currency that nobody has set is invalid, too. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "invalid";
                    };
                };
            };
            /** @description `unauthenticated`: Nothing valid was shown: no access token or API key that works now, or a wrong e-mail address or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unauthenticated";
                    };
                };
            };
            /** @description `forbidden`: The role may not, or the wallet to pay from is not the caller’s. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "forbidden";
                    };
                };
            };
            /** @description `not_found`: There is no such wallet, operation, currency, bank, account, payment, card transaction, payable, settlement, rebalance, user, key, rule, fraud check or path, or it is not the caller’s. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "not_found";
                    };
                };
            };
            /** @description `conflict`: The settlement, webhook, delivery, dead letter or card transaction is not in a state for it, or the key does not work any more. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "conflict";
                    };
                };
            };
            /** @description `too_large`: The body is too long, or the batch is larger than what may ever wait here. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "too_large";
                    };
                };
            };
            /** @description `unsupported_media_type`: The body is not sent as `application/json`. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description `rate_limited`: There were too many requests in a minute. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description `internal`: The gateway failed; its log tells the rest under the `request_id`. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "internal";
                    };
                };
            };
            /** @description `unavailable`: The database did not answer, and nothing was queued; or no settler answers, and all that is asked of one may be asked again. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "unavailable";
                    };
                };
            };
        };
    };
}
