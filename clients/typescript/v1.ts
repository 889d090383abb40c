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
         */
        patch: operations["updateWallet"];
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
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens, as server-sent events
         * @description Events of type `operation` (it ended), `omitted` (more ended in the same commit than are told) and `rates`. A client that comes back with `Last-Event-ID` gets what it missed.
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
         */
        get: operations["listBanks"];
        put?: never;
        /**
         * Make a bank
         * @description Its accounts appear with the first payments that name them.
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
         */
        get: operations["listPayments"];
        put?: never;
        /**
         * Queue a payment between two clearing accounts
         * @description Answered when it is durably queued; `GET /v1/payments/{id}` tells what has become of it. Accounts that are not there yet are opened by it.
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
         */
        get: operations["listSettlements"];
        put?: never;
        /**
         * Take a snapshot
         * @description It can be approved or cancelled then. Answers within 60 s; it may be asked for again.
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
        AnyOperation: components["schemas"]["Deposit"] | components["schemas"]["Transfer"] | components["schemas"]["Withdrawal"] | components["schemas"]["Hold"] | components["schemas"]["Capture"] | components["schemas"]["Release"] | components["schemas"]["Reversal"];
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
         * @description A bank’s id, from 1
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
            code: "invalid" | "not_found" | "method_not_allowed" | "already_exists" | "not_applied" | "already_reversed" | "not_reversible" | "wallet_closed" | "not_empty" | "below_balance" | "clearing_account" | "no_snapshot" | "expired" | "cancelled" | "superseded" | "already_approved" | "not_approved" | "nothing_to_pay" | "documents_missing" | "conflict" | "idempotency_mismatch" | "gone" | "too_large" | "unsupported_media_type" | "batch_refused" | "payment_too_large" | "not_proved";
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
            amount?: string;
            /** @description What is said about it: 1 to 140 characters without control characters */
            message?: string;
        };
        /**
         * @description A currency’s code
         * @example EUR
         */
        CurrencyCode: string;
        /** @description Money that comes from outside */
        Deposit: {
            /** @constant */
            kind: "deposit";
            target_wallet_id: components["schemas"]["WalletId"];
            /** @description Micro-units from 1 to 9223372036854775807, as digits or as an integer */
            amount: string;
            /**
             * @description Its code; it need not be the wallet’s
             * @example USD
             */
            currency: string;
            /** @description What is said about it: 1 to 140 characters without control characters */
            message?: string;
        };
        /** @description Reserves money of a wallet until it is captured, released or expires */
        Hold: {
            /** @constant */
            kind: "hold";
            origin_wallet_id: components["schemas"]["WalletId"];
            /** @description Micro-units from 1 to 9223372036854775807, as digits or as an integer */
            amount: string;
            /**
             * @description Its code; it need not be the wallet’s
             * @example USD
             */
            currency: string;
            /** @description Gives the money back after it; see the setting holds */
            expires_after_sec?: number;
            /** @description What is said about it: 1 to 140 characters without control characters */
            message?: string;
        };
        /** @description What has become of a hold */
        HoldState: {
            /** @enum {string} */
            state: "requested" | "declined" | "held" | "captured" | "released" | "expired";
            /** @description Micro-units of the wallet’s currency, as digits; null while it waits to be converted */
            amount: components["schemas"]["Micros"] | null;
            captured: components["schemas"]["Micros"];
            expires_at: components["schemas"]["Time"];
            /** @description The capture, release or expiry that ended it */
            ended_by: components["schemas"]["Uuid"] | null;
        };
        LedgerPosition: {
            group: number;
            /** @description Of the newest journal in the cut; 0 before the first */
            journal_seq: string;
            /** @description Its hash, hexadecimal */
            hash: string;
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
        NewOperation: components["schemas"]["Deposit"] | components["schemas"]["Transfer"] | components["schemas"]["Withdrawal"] | components["schemas"]["Hold"] | components["schemas"]["Capture"] | components["schemas"]["Release"];
        NewPayment: {
            from: components["schemas"]["Party"];
            to: components["schemas"]["Party"];
            /** @description Micro-units that are whole cents, up to the limit, as digits or as an integer */
            amount: string;
            /**
             * @description USD
             * @example USD
             */
            currency: string;
        };
        Obligation: {
            bank_id: components["schemas"]["BankId"];
            amount: components["schemas"]["Micros"];
        };
        Operation: {
            id: components["schemas"]["Uuid"];
            /** @enum {string} */
            kind: "deposit" | "transfer" | "withdrawal" | "hold" | "capture" | "release" | "expiry" | "payment" | "reversal" | "settlement";
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
            /** @description Of a reversal: the operation that it takes back. Of a capture, a release, an expiry: the hold. Of a settlement: its snapshot */
            related_id: components["schemas"]["Uuid"] | null;
            /** @description What was said about it */
            message: string | null;
            /** @description Of a hold alone */
            hold: components["schemas"]["HoldState"] | null;
        };
        /**
         * @description `new`: durably queued. `processing`: a part of it is applied, or it waits for somebody. `success`: applied. `decline`: it will not be, for the reason
         * @enum {string}
         */
        OperationStatus: "new" | "processing" | "success" | "decline";
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
        /**
         * @description A whole number from 1
         * @example 7
         */
        PathId: string;
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
            code: "invalid" | "not_found" | "method_not_allowed" | "already_exists" | "not_applied" | "already_reversed" | "not_reversible" | "wallet_closed" | "not_empty" | "below_balance" | "clearing_account" | "no_snapshot" | "expired" | "cancelled" | "superseded" | "already_approved" | "not_approved" | "nothing_to_pay" | "documents_missing" | "conflict" | "idempotency_mismatch" | "gone" | "too_large" | "unsupported_media_type" | "batch_refused" | "payment_too_large" | "not_proved" | "overloaded" | "unavailable" | "idempotency_in_flight" | "outcome_unknown" | "internal";
            request_id: string;
            /** @description What is wrong with which part of the body; the first hundred */
            errors?: components["schemas"]["BodyPart"][];
            /** @description Operations that may be queued or not: to be looked for before the request is sent again */
            operation_ids?: components["schemas"]["Uuid"][];
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
            kind: "deposit" | "transfer" | "withdrawal" | "hold" | "capture" | "release" | "expiry" | "payment" | "reversal" | "settlement" | "refund";
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
        /** @description From a wallet to another one */
        Transfer: {
            /** @constant */
            kind: "transfer";
            origin_wallet_id: components["schemas"]["WalletId"];
            target_wallet_id: components["schemas"]["WalletId"];
            /** @description Micro-units from 1 to 9223372036854775807, as digits or as an integer */
            amount: string;
            /**
             * @description Its code; it need not be the wallet’s
             * @example USD
             */
            currency: string;
            /** @description What is said about it: 1 to 140 characters without control characters */
            message?: string;
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
        /** @description Money that goes outside */
        Withdrawal: {
            /** @constant */
            kind: "withdrawal";
            origin_wallet_id: components["schemas"]["WalletId"];
            /** @description Micro-units from 1 to 9223372036854775807, as digits or as an integer */
            amount: string;
            /**
             * @description Its code; it need not be the wallet’s
             * @example USD
             */
            currency: string;
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
                    Location: components["headers"]["Location"];
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `overloaded`: Too much work waits, so that nothing was queued. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded";
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
            /** @description `overloaded`: Too much work waits, so that nothing was queued. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded";
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
            /** @description `overloaded`: Too much work waits, so that nothing was queued. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded";
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `overloaded`: Too much work waits, so that nothing was queued. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded";
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
            /** @description `overloaded`: Too much work waits, so that nothing was queued. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded";
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
            /** @description `overloaded`: Too much work waits, so that nothing was queued. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "overloaded";
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
            /**
             * @description `documents_missing`: The store of snapshots lost its balances, or cleared them away.
             *
             *     `conflict`: The settlement is not in a state for it.
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
            /**
             * @description `documents_missing`: The store of snapshots lost its balances, or cleared them away.
             *
             *     `conflict`: The settlement is not in a state for it.
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
             *     `conflict`: The settlement is not in a state for it.
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
             *     `conflict`: The settlement is not in a state for it.
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
             *     `conflict`: The settlement is not in a state for it.
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
             *     `conflict`: The settlement is not in a state for it.
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
            /** @description `not_found`: There is no such wallet, operation, bank, account, payment, settlement or path. */
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
             *     `conflict`: The settlement is not in a state for it.
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
