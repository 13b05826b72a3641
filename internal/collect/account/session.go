package account

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/archcheck/archcheck/internal/credential"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// session is a verified way into an account.
type session struct {
	Account
	cfg       aws.Config
	guard     *guard
	id        string
	partition string
	// credentials recognizes credentials in plain texts.
	credentials *credential.Set
}

const (
	dialTimeout = 5 * time.Second
	callTimeout = 30 * time.Second
	attempts    = 8
	longestWait = 20 * time.Second
	// sessionName shows in CloudTrail who assumed the role.
	sessionName = "archcheck"
)

// signInTo loads the credentials of an account and verifies whose they are, before anything
// else is read.
func signInTo(ctx context.Context, a Account, o Options, l *ledger) (*session, error) {
	s := &session{Account: a, guard: newGuard(l), credentials: credential.New()}
	if err := s.load(ctx, o); err != nil {
		return nil, s.failed(ctx, "sign in to account", err)
	}
	if s.cfg.Region == "" {
		return nil, fmt.Errorf(
			"sign in to account %s: no region is set; set `regions` of the account in archcheck.yaml, or give --region",
			a.Name,
		)
	}
	identity, err := sts.NewFromConfig(s.cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return nil, s.failed(ctx, "sign in to account", err)
	}
	s.id, s.partition = aws.ToString(identity.Account), "aws"
	if who, err := arn.Parse(aws.ToString(identity.Arn)); err == nil {
		s.partition = who.Partition
	}
	if a.AccountID != "" && a.AccountID != s.id {
		return nil, fmt.Errorf(
			"sign in to account %s: the credentials are of account %s, and archcheck.yaml says %s; nothing was read",
			a.Name,
			s.id,
			a.AccountID,
		)
	}
	s.guard.account = s.id
	return s, nil
}

// load resolves profile, region and role.
func (s *session) load(ctx context.Context, o Options) error {
	client := awshttp.NewBuildableClient().WithTimeout(o.callTimeout()).
		WithDialerOptions(func(d *net.Dialer) { d.Timeout = dialTimeout }).
		WithTransportOptions(func(t *http.Transport) { t.MaxIdleConnsPerHost, t.MaxConnsPerHost = 32, 64 })
	options := []func(*config.LoadOptions) error{
		config.WithHTTPClient(client),
		config.WithAPIOptions(
			[]func(*middleware.Stack) error{s.guard.attach, s.redirectSTS, awsmiddleware.AddUserAgentKey("archcheck")},
		),
		config.WithLogger(logging.Nop{}), // what goes wrong stands in the report
		config.WithAssumeRoleCredentialOptions(func(r *stscreds.AssumeRoleOptions) {
			r.RoleSessionName, r.TokenProvider = sessionName, o.MFA
			if client, ok := r.Client.(*sts.Client); ok {
				r.Client = sts.New(client.Options(), func(o *sts.Options) { o.Retryer = newRetryer(attempts) })
			}
		}),
	}
	if s.Profile != "" {
		options = append(options, config.WithSharedConfigProfile(s.Profile))
	}
	if len(s.Regions) > 0 && s.Regions[0] != AllRegions {
		options = append(options, config.WithRegion(s.Regions[0]))
	}
	cfg, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return err
	}
	if cfg.Region == "" && len(s.Regions) > 0 {
		cfg.Region = "us-east-1" // where the list of all regions is asked for
	}
	s.guard.override = aws.ToString(cfg.BaseEndpoint) != ""
	if o.Transport != nil {
		cfg.HTTPClient = o.Transport(cfg.HTTPClient)
	}
	tries := attempts
	if cfg.RetryMaxAttempts > 0 {
		tries = cfg.RetryMaxAttempts // a retryer of our own makes the SDK ignore AWS_MAX_ATTEMPTS
	}
	cfg.Retryer = func() aws.Retryer { return newRetryer(tries) }
	s.cfg = cfg
	s.assume(o)
	return nil
}

func newRetryer(tries int) aws.Retryer {
	return retryer{retry.NewStandard(func(r *retry.StandardOptions) {
		r.MaxAttempts, r.MaxBackoff, r.RateLimiter = tries, longestWait, ratelimit.None
	})}
}

// assume replaces the credentials by those of the configured role.
func (s *session) assume(o Options) {
	if s.RoleARN == "" {
		return
	}
	provider := stscreds.NewAssumeRoleProvider(
		sts.NewFromConfig(s.cfg),
		s.RoleARN,
		func(r *stscreds.AssumeRoleOptions) {
			r.RoleSessionName, r.TokenProvider = sessionName, o.MFA
			if s.ExternalID != "" {
				r.ExternalID = aws.String(s.ExternalID)
			}
		},
	)
	s.cfg.Credentials = aws.NewCredentialsCache(
		provider,
		func(c *aws.CredentialsCacheOptions) { c.ExpiryWindow = 5 * time.Minute },
	)
}

// redirectSTS sends the SDK's own AssumeRole calls, for profiles with a role_arn, to the
// endpoint that the user set: the SDK resolves credentials before it reads that setting.
func (s *session) redirectSTS(stack *middleware.Stack) error {
	redirect := middleware.FinalizeMiddlewareFunc(
		"archcheckSTS",
		func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
			base, err := url.Parse(aws.ToString(s.cfg.BaseEndpoint))
			request, ok := in.Request.(*smithyhttp.Request)
			if ok && err == nil && base.Host != "" && strings.HasSuffix(request.URL.Host, ".amazonaws.com") {
				request.URL.Scheme, request.URL.Host, request.Host = base.Scheme, base.Host, base.Host
			}
			return next.HandleFinalize(ctx, in)
		},
	)
	if _, ok := stack.Finalize.Get("ResolveEndpointV2"); ok && stack.ID() == "AssumeRole" {
		return stack.Finalize.Insert(redirect, "ResolveEndpointV2", middleware.After)
	}
	return nil
}

// signInError is a way into an account that failed, before anything was read.
type signInError struct {
	error
	reason model.Reason
}

// Unwrap gives what failed.
func (e signInError) Unwrap() error { return e.error }

// failed says which step failed for an account, why, and what to do next.
func (s *session) failed(ctx context.Context, doing string, err error) error {
	var over stopped
	if ctx.Err() != nil && errors.As(context.Cause(ctx), &over) {
		return signInError{fmt.Errorf("%s %s: %s", doing, s.Name, over.detail), over.reason}
	}
	return signInError{fmt.Errorf("%s %s: %w", doing, s.Name, s.explain(err)), reasonOf(classify(err))}
}

func reasonOfSignIn(err error) model.Reason {
	var failed signInError
	if errors.As(err, &failed) {
		return failed.reason
	}
	return model.Failed
}

// UnknownError says that neither the configuration nor AWS knows an account.
type UnknownError struct {
	Name, Profile string
	Err           error
}

func (e *UnknownError) Error() string {
	return fmt.Sprintf("there is no account %q in archcheck.yaml and no AWS profile %q: %v", e.Name, e.Profile, e.Err)
}

// Unwrap gives what AWS's configuration said.
func (e *UnknownError) Unwrap() error { return e.Err }

// explain adds what to do next to errors of signing in.
func (s *session) explain(err error) error {
	var missing config.SharedConfigProfileNotExistError
	text := err.Error()
	switch {
	case errors.As(err, &missing):
		return &UnknownError{s.Name, s.Profile, withoutRequest(err)}
	case strings.Contains(text, "SSO") || strings.Contains(text, "sso") || strings.Contains(text, "InvalidGrant"):
		return fmt.Errorf("%w; run `aws sso login --profile %s`", withoutRequest(err), s.Profile)
	case classify(err) == statusSignIn:
		return fmt.Errorf("the credentials expired; sign in again (%w)", withoutRequest(err))
	case isUnreachable(err):
		return fmt.Errorf(
			"the endpoint does not answer; check the network, the proxy and the region: %w",
			withoutRequest(err),
		)
	case strings.Contains(text, "AccessDenied"):
		return fmt.Errorf(
			"%w; the role's trust policy must let the caller assume it, with the external id if it asks for one",
			withoutRequest(err),
		)
	case strings.Contains(text, "get credentials") || strings.Contains(text, "get identity"):
		return fmt.Errorf(
			"no AWS credentials were found; set a `profile` or `role_arn` for the account in archcheck.yaml, or AWS_PROFILE (%w)",
			withoutRequest(err),
		)
	}
	return withoutRequest(err)
}

// withoutRequest shortens the SDK's chains of errors: request ids differ from run to run, and keys are nobody's to
// read.
func withoutRequest(err error) error {
	return errors.New(
		regexp.MustCompile(
			`,? ?(RequestID|HostID): [^,]*,?`,
		).ReplaceAllString(credential.WithoutOutput(err.Error()), ""),
	)
}
