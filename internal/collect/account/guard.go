package account

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go"
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
	// skip reports whether nobody needs a call.
	skip func(*operation) bool
	// account is known once the caller was verified.
	account  string
	override bool

	mu       sync.Mutex
	limiters map[string]*rate.Limiter
	// broken are services of a region whose endpoint does not answer: one wait is enough.
	broken map[string]error
	// asked are the further pages that were asked for: one that comes again is a circle.
	asked map[string]bool
	// watches give regions up that do not answer.
	watches map[string]*watch
}

func newGuard(l *ledger) *guard {
	return &guard{
		ledger:   l,
		limiters: map[string]*rate.Limiter{},
		broken:   map[string]error{},
		asked:    map[string]bool{},
		watches:  map[string]*watch{},
		skip:     func(*operation) bool { return false },
		stop:     func(string, string, error) {},
	}
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

// regionOf is the region that a call is for, empty for what an account has once.
func regionOf(ctx context.Context) string {
	if global, _ := ctx.Value(globalKey).(bool); global {
		return ""
	}
	return awsmiddleware.GetRegion(ctx)
}

// attach adds the guard to a client's middleware.
func (g *guard) attach(stack *middleware.Stack) error {
	watch := middleware.InitializeMiddlewareFunc(
		"archcheckGuard",
		func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
			return g.call(ctx, in, next)
		},
	)
	if err := stack.Initialize.Add(watch, middleware.After); err != nil {
		return err
	}
	page := middleware.DeserializeMiddlewareFunc("archcheckAnswer", g.checkAnswer)
	return stack.Deserialize.Add(page, middleware.After)
}

// call lets one request pass.
func (g *guard) call(
	ctx context.Context,
	in middleware.InitializeInput,
	next middleware.InitializeHandler,
) (middleware.InitializeOutput, middleware.Metadata, error) {
	service, name := awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx)
	if slices.Contains(signIn(), service+"."+name) {
		return next.HandleInitialize(ctx, in)
	}
	switch o := find(service, name); {
	case o == nil:
		return middleware.InitializeOutput{}, middleware.Metadata{}, refusedError{service + " " + name}
	case g.skip(o):
		return middleware.InitializeOutput{}, middleware.Metadata{}, skippedError{}
	}
	region := regionOf(ctx)
	key := region + "|" + service
	further := isFurtherPage(in.Parameters)
	out, metadata, err := middleware.InitializeOutput{}, middleware.Metadata{}, g.brokenBy(key)
	if err == nil && further && g.repeats(key+"|"+name, in.Parameters) {
		err = circleError{}
	}
	if err == nil {
		err = g.limiter(key, service).Wait(ctx)
	}
	if err == nil {
		out, metadata, err = next.HandleInitialize(ctx, in)
	}
	status := outcome(service, name, err)
	if err != nil && ctx.Err() != nil {
		status = statusCanceled
	}
	entry := model.Call{Account: g.account, Region: region, Service: service, Operation: name, Status: status}
	if err != nil && status != statusAbsent {
		entry.Detail = sentence(service, name, status, err)
	}
	g.ledger.record(entry, further, depthOf(ctx))
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

// repeats reports whether the very same page was asked for before: a list whose tokens go
// round would never end, and where it is cut off it would look whole.
func (g *guard) repeats(operation string, parameters any) bool {
	page, err := json.Marshal(parameters)
	if err != nil {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	key := operation + "|" + string(page)
	seen := g.asked[key]
	g.asked[key] = true
	return seen
}

// watchOf is the watch of a region, one that waits for ever where the region is not watched.
func (g *guard) watchOf(region string) *watch {
	g.mu.Lock()
	defer g.mu.Unlock()
	if w := g.watches[region]; w != nil {
		return w
	}
	return newWatch(forEver, func() {})
}

func (g *guard) watch(region string, w *watch) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.watches[region] = w
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
		l = rate.NewLimiter(rate.Limit(each), max(1, int(2*each)))
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

// checkAnswer refuses what no AWS service answers. The SDK reads a page of text or HTML
// behind status 200, such as a proxy's that wants the user to sign in, as an answer without
// any items: then an empty list would look like one that was read.
func (g *guard) checkAnswer(
	ctx context.Context,
	in middleware.DeserializeInput,
	next middleware.DeserializeHandler,
) (middleware.DeserializeOutput, middleware.Metadata, error) {
	w := g.watchOf(regionOf(ctx))
	w.ask()
	out, metadata, err := next.HandleDeserialize(ctx, in)
	response, ok := out.RawResponse.(*smithyhttp.Response)
	w.done(ok && response != nil)
	if err != nil || !ok || response.Body == nil || response.StatusCode == http.StatusServiceUnavailable {
		return out, metadata, err
	}
	body := bufio.NewReader(response.Body)
	start, _ := body.Peek(enoughToTell)
	if len(start) == 0 && response.StatusCode < http.StatusMultipleChoices {
		return out, metadata, cutError{}
	}
	response.Body = peeked{body, response.Body}
	start = bytes.ToLower(bytes.TrimLeft(start, "\ufeff \t\r\n"))
	isHTML := bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))
	switch {
	case isHTML && (g.override || response.StatusCode < http.StatusMultipleChoices):
		return out, metadata, htmlError{response.StatusCode}
	case response.StatusCode < http.StatusMultipleChoices && !bytes.HasPrefix(start, []byte("<")) && !bytes.HasPrefix(start, []byte("{")):
		return out, metadata, strangeError{}
	}
	return out, metadata, nil
}

// enoughToTell is how much of an answer shows what it is.
const enoughToTell = 64

// peeked is a body whose start was looked at.
type peeked struct {
	io.Reader
	io.Closer
}

// retryer keeps the SDK's standard retries without its client-side quota, and does not wait
// long for an endpoint that does not answer.
type retryer struct{ aws.RetryerV2 }

// mayWait is how many attempts an endpoint gets that does not answer at all.
const mayWait = 2

// isBroken recognizes an answer that was cut off. Errors of AWS with a body that cannot be
// read are none.
func isBroken(err error) bool {
	var response *smithyhttp.ResponseError
	return errors.As(err, &response) && response.HTTPStatusCode() < http.StatusMultipleChoices
}

// IsErrorRetryable implements aws.Retryer.
func (r retryer) IsErrorRetryable(err error) bool {
	var html htmlError
	var strange strangeError
	var cut cutError
	var garbled *smithy.DeserializationError
	switch {
	case errors.As(err, &html), errors.As(err, &strange):
		return false
	case errors.As(err, &cut), errors.As(err, &garbled) && isBroken(err):
		return true
	}
	return classify(err) == statusThrottled || r.RetryerV2.IsErrorRetryable(err)
}

// RetryDelay implements aws.Retryer.
func (r retryer) RetryDelay(attempt int, err error) (time.Duration, error) {
	if attempt >= mayWait && isUnreachable(err) {
		return 0, err
	}
	return r.RetryerV2.RetryDelay(attempt, err)
}
