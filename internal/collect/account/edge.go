package account

import (
	"context"
	"math"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"
)

// certificateAPI is what is read of ACM.
type certificateAPI interface {
	DescribeCertificate(
		context.Context,
		*acm.DescribeCertificateInput,
		...func(*acm.Options),
	) (*acm.DescribeCertificateOutput, error)
}

// followUp reads what a load balancer leads to: certificates, the web ACL, the log bucket.
// Each is read once, however many load balancers share it.
func (r *region) followUp(ctx context.Context, lb *model.LoadBalancer, listeners []model.Listener) {
	var certificates []string
	for _, l := range listeners {
		for _, id := range l.Certificates.Items() {
			if strings.Contains(id, ":acm:") && r.first("certificate "+id) {
				certificates = append(certificates, id)
			}
		}
	}
	api := acm.NewFromConfig(r.cfg())
	follow(after(ctx), certificates, func(ctx context.Context, id string) { r.certificate(ctx, api, id) })
	if lb.LoadBalancerType.Or("") == "application" {
		r.webACL(ctx, wafv2.NewFromConfig(r.cfg()), lb)
	}
	if bucket := lb.AccessLogsBucket.Or(""); bucket != "" && lb.AccessLogs.Or(false) && r.first("bucket "+bucket) {
		r.bucket(after(ctx), r.s3(), bucket)
	}
}

// first reports whether something is met for the first time.
func (r *region) first(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.met[key] {
		return false
	}
	r.met[key] = true
	return true
}

const hoursADay = 24

func (r *region) certificate(ctx context.Context, api certificateAPI, id string) {
	out, err := api.DescribeCertificate(ctx, &acm.DescribeCertificateInput{CertificateArn: aws.String(id)})
	n := model.Certificate{Resource: r.resource("aws_acm_certificate", id, nil, model.Value[map[string]string]{})}
	switch {
	case err != nil || out.Certificate == nil:
		why := whyNot("ACM", "DescribeCertificate", err)
		n.DomainName = model.Unknown[string](why)
		n.Status = model.Unknown[string](why)
		n.ValidationMethod = model.Unknown[string](why)
		n.SubjectAlternativeNames, n.ExpiresInDays = model.Part[string](why), model.Unknown[int](why)
	default:
		c := out.Certificate
		n.Resource = r.resource("aws_acm_certificate", id, c.DomainName, model.Value[map[string]string]{})
		n.DomainName, n.Status = value(c.DomainName), text(c.Status)
		n.SubjectAlternativeNames = model.Whole(c.SubjectAlternativeNames...)
		for _, v := range c.DomainValidationOptions {
			n.ValidationMethod = text(v.ValidationMethod)
		}
		n.ExpiresInDays = model.Unknown[int](
			model.Why{Reason: model.NotRecorded, Detail: "it is not issued, so it has no end"},
		)
		if c.NotAfter != nil {
			n.ExpiresInDays = model.Known(int(math.Floor(c.NotAfter.Sub(r.Now()).Hours() / hoursADay)))
		}
	}
	r.add(func(a *model.Architecture) { a.Certificates = append(a.Certificates, n) })
}

// bucketARN is the ARN of a bucket in the partition of another ARN.
func bucketARN(other, bucket string) string {
	partition, _, _ := strings.Cut(strings.TrimPrefix(other, "arn:"), ":")
	return "arn:" + partition + ":s3:::" + bucket
}
