package account

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"golang.org/x/time/rate"
)

// guard stands in every client: it refuses what is not on the registry, keeps to the rate
// of each service, and records each request.
type guard struct {
	ledger *ledger
	// stop ends an account or region whose credentials are refused.
	stop func(region, status string, err error)
	// account is known once the caller was verified.
	account  string
	override bool

	mu       sync.Mutex
	limiters map[string]*rate.Limiter
	// broken are services of a region whose endpoint does not answer: one wait is enough.
	broken map[string]error
}

func newGuard(l *ledger) *guard {
	return &guard{ledger: l, limiters: map[string]*rate.Limiter{}, broken: map[string]error{}, stop: func(string, string, error) {}}
}

type contextKey string

const (
	depthKey  contextKey = "depth"
	globalKey contextKey = "global"
)

// after is the context of a call that needs the answer of the calls made with ctx.
func after(ctx context.Context) context.Context {
	return context.WithValue(ctx, depthKey, depthOf(ctx)+1)
}

func depthOf(ctx context.Context) int {
	depth, _ := ctx.Value(depthKey).(int)
	return max(depth, 1)
}

// attach adds the guard to a client's middleware.
func (g *guard) attach(stack *middleware.Stack) error {
	watch := middleware.InitializeMiddlewareFunc("archcheckGuard", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		return g.call(ctx, in, next)
	})
	if err := stack.Initialize.Add(watch, middleware.After); err != nil {
		return err
	}
	page := middleware.DeserializeMiddlewareFunc("archcheckHTML", g.refuseHTML)
	return stack.Deserialize.Add(page, middleware.After)
}

// call lets one request pass.
func (g *guard) call(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
	service, name, region := awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx), awsmiddleware.GetRegion(ctx)
	if slices.Contains(signIn(), service+"."+name) {
		return next.HandleInitialize(ctx, in)
	}
	if find(service, name) == nil {
		return middleware.InitializeOutput{}, middleware.Metadata{}, refusedError{service + " " + name}
	}
	if global, _ := ctx.Value(globalKey).(bool); global {
		region = ""
	}
	key := region + "|" + service
	out, metadata, err := middleware.InitializeOutput{}, middleware.Metadata{}, g.brokenBy(key)
	if err == nil {
		err = g.limiter(key, service).Wait(ctx)
	}
	if err == nil {
		out, metadata, err = next.HandleInitialize(ctx, in)
	}
	status := classify(err)
	if err != nil && ctx.Err() != nil {
		status = statusCanceled
	}
	entry := model.Call{Account: g.account, Region: region, Service: service, Operation: name, Status: status}
	if err != nil && status != statusAbsent {
		entry.Detail = sentence(service, name, status, err)
	}
	g.ledger.record(entry, isFurtherPage(in.Parameters), depthOf(ctx))
	switch status {
	case statusUnreachable:
		g.markBroken(key, err)
	case statusSignIn, statusRegionOff:
		g.stop(region, status, err)
	}
	return out, metadata, err
}

func (g *guard) brokenBy(key string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.broken[key]
}

func (g *guard) markBroken(key string, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.broken[key] = err
}

func (g *guard) limiter(key, service string) *rate.Limiter {
	g.mu.Lock()
	defer g.mu.Unlock()
	l := g.limiters[key]
	if l == nil {
		each := perSecond(service)
		l = rate.NewLimiter(rate.Limit(each), int(2*each))
		g.limiters[key] = l
	}
	return l
}

// isFurtherPage reports whether a request carries the token of a page before it.
func isFurtherPage(parameters any) bool {
	v := reflect.Indirect(reflect.ValueOf(parameters))
	if v.Kind() != reflect.Struct {
		return false
	}
	for _, name := range []string{"NextToken", "Marker", "NextMarker", "StartRecordName"} {
		if f := v.FieldByName(name); f.IsValid() && f.Kind() == reflect.Pointer && !f.IsNil() {
			return true
		}
	}
	return false
}

// refuseHTML turns the web page of an emulator or proxy that lacks an operation into an
// error that is not tried again.
func (g *guard) refuseHTML(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
	out, metadata, err := next.HandleDeserialize(ctx, in)
	response, ok := out.RawResponse.(*smithyhttp.Response)
	if !ok || !g.override || response.StatusCode < 400 || response.StatusCode == 503 {
		return out, metadata, err
	}
	if strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") {
		return out, metadata, htmlError{response.StatusCode}
	}
	return out, metadata, err
}

// retryer keeps the SDK's standard retries without its client-side quota, and does not wait
// long for an endpoint that does not answer.
type retryer struct{ aws.RetryerV2 }

// mayWait is how many attempts an endpoint gets that does not answer at all.
const mayWait = 2

// IsErrorRetryable implements aws.Retryer.
func (r retryer) IsErrorRetryable(err error) bool {
	var html htmlError
	return !errors.As(err, &html) && (classify(err) == statusThrottled || r.RetryerV2.IsErrorRetryable(err))
}

// RetryDelay implements aws.Retryer.
func (r retryer) RetryDelay(attempt int, err error) (time.Duration, error) {
	if attempt >= mayWait && isUnreachable(err) {
		return 0, err
	}
	return r.RetryerV2.RetryDelay(attempt, err)
}
