package account

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// The statuses of a call in the ledger.
const (
	statusOK          = "ok"
	statusDenied      = "denied"
	statusSignIn      = "bad_credentials"
	statusRegionOff   = "region_off"
	statusThrottled   = "throttled"
	statusUnreachable = "unreachable"
	statusAbsent      = "absent"
	statusUnsupported = "unsupported"
	statusCanceled    = "canceled"
	statusFailed      = "failed"
	statusSkipped     = "skipped"
)

// refusedError is a call that is not on the registry.
type refusedError struct{ operation string }

func (e refusedError) Error() string {
	return e.operation + " is not among the read-only calls of archcheck, so it was not sent"
}

// skippedError is a call that nobody needs.
type skippedError struct{}

func (e skippedError) Error() string { return "nobody needs it" }

// htmlError is an answer that no AWS service gives: an emulator or proxy that lacks the operation.
type htmlError struct{ status int }

func (e htmlError) Error() string { return "the endpoint answered with a web page" }

// strangeError is an answer that is neither XML nor JSON.
type strangeError struct{}

func (e strangeError) Error() string {
	return "the endpoint answered with something else than AWS does"
}

// cutError is an answer without a body: the connection broke.
type cutError struct{}

func (e cutError) Error() string { return "the connection broke" }

// circleError is a list that answers with the same page again.
type circleError struct{}

func (e circleError) Error() string { return "the pages of the list go round in a circle" }

// outcome says what became of a call of the registry.
func outcome(service, name string, err error) string {
	status := classify(err)
	if o := find(service, name); status == statusAbsent && (o == nil || !o.ofOne) {
		return statusFailed
	}
	return status
}

// classify says what became of a call about one thing. The error code counts before the HTTP status.
func classify(err error) string {
	if err == nil {
		return statusOK
	}
	var html htmlError
	var refused refusedError
	var skipped skippedError
	switch {
	case errors.As(err, &skipped):
		return statusSkipped
	case errors.As(err, &refused):
		return statusFailed
	case errors.As(err, &html):
		return statusUnsupported
	case errors.Is(err, context.Canceled):
		return statusCanceled
	}
	var api smithy.APIError
	if errors.As(err, &api) {
		if status := classifyCode(api.ErrorCode()); status != "" {
			return status
		}
	}
	var response *smithyhttp.ResponseError
	if errors.As(err, &response) && response.Response != nil {
		return classifyHTTP(response.HTTPStatusCode())
	}
	if isUnreachable(err) {
		return statusUnreachable
	}
	return statusFailed
}

func classifyCode(code string) string {
	if _, ok := retry.DefaultThrottleErrorCodes[code]; ok {
		return statusThrottled
	}
	switch code {
	case "UnauthorizedOperation",
		"AuthorizationError",
		"NotAuthorized",
		"UnauthorizedException",
		"AuthorizationErrorException":
		return statusDenied
	case "ExpiredToken", "ExpiredTokenException", "RequestExpired":
		return statusSignIn
	case "InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure", "OptInRequired":
		return statusRegionOff
	case "NoSuchEntity", "NoSuchPublicAccessBlockConfiguration", "NoSuchBucket", "NoSuchBucketPolicy",
		"NoSuchLifecycleConfiguration", "NoSuchTagSet", "WAFNonexistentItemException":
		return statusAbsent
	case "SubscriptionRequiredException",
		"InvalidAction",
		"UnknownOperation",
		"UnknownOperationException",
		"MethodNotAllowed":
		return statusUnsupported
	case "RequestCanceled":
		return statusCanceled
	}
	switch {
	case strings.Contains(code, "AccessDenied"):
		return statusDenied
	case strings.Contains(code, "NotFound"):
		return statusAbsent
	}
	return ""
}

func classifyHTTP(status int) string {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		return statusDenied
	case http.StatusTooManyRequests:
		return statusThrottled
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return statusUnreachable
	}
	return statusFailed
}

// isUnreachable recognizes an endpoint that does not answer: no name, no connection, no answer in time.
func isUnreachable(err error) bool {
	var timeout net.Error
	var dial *net.OpError
	var name *net.DNSError
	var cut cutError
	return errors.As(err, &cut) || errors.As(err, &name) || errors.As(err, &dial) ||
		errors.Is(err, context.DeadlineExceeded) ||
		errors.As(err, &timeout) && timeout.Timeout()
}

// reasonOf is the model's reason of what a failed call did not read.
func reasonOf(status string) model.Reason {
	switch status {
	case statusDenied:
		return model.AccessDenied
	case statusSignIn:
		return model.Expired
	case statusThrottled:
		return model.Throttled
	case statusUnsupported:
		return model.Unsupported
	case statusAbsent:
		return model.Vanished
	case statusFailed:
		return model.Failed
	case statusSkipped:
		return model.NotAsked
	}
	return model.Unreachable
}

// whyNot says why the attributes that a call reads are unknown.
func whyNot(service, name string, err error) model.Why {
	status := outcome(service, name, err)
	return model.Why{Reason: reasonOf(status), Detail: sentence(service, name, status, err)}
}

// sentence says for people what was not read and what to do about it. It quotes no answer of
// AWS beyond the error code, as messages can hold what was asked for.
func sentence(service, name, status string, err error) string {
	call := service + " " + name
	switch status {
	case statusDenied:
		if o := find(service, name); o != nil && len(o.actions) > 0 {
			return call + " was denied; grant " + strings.Join(
				o.actions,
				" and ",
			) + " (`archcheck iam-policy` prints all that is needed)"
		}
		return call + " was denied"
	case statusSignIn:
		return call + ": the credentials expired; sign in again and repeat the scan"
	case statusRegionOff:
		return call + ": the region refuses the credentials, so it is disabled or not opted in; leave it out of `regions`"
	case statusThrottled:
		return call + " was throttled after all retries; scan again when the account is less busy"
	case statusUnsupported:
		return call + " is not served by the endpoint"
	case statusUnreachable:
		return call + ": the endpoint did not answer; check the network and the region's name"
	case statusAbsent:
		return call + ": it vanished while the account was read"
	case statusSkipped:
		return call + " was not made, as no rule that was chosen needs it"
	case statusCanceled:
		return call + " was not made, because the scan of it was stopped"
	}
	var api smithy.APIError
	var circle circleError
	var strange strangeError
	switch {
	case errors.As(err, &strange):
		return call + " failed: " + strange.Error() + "; a proxy may stand between"
	case errors.As(err, &circle):
		return call + " failed: " + circle.Error() + ", so what follows was not read"
	case errors.As(err, &api) && api.ErrorCode() != "":
		return call + " failed with " + api.ErrorCode()
	}
	return call + " failed"
}

// whyPart says why a list is not whole, nil where the call that reads it did not fail.
func whyPart(service, name string, err error) *model.Why {
	if err == nil {
		return nil
	}
	why := whyNot(service, name, err)
	return &why
}
