package mototest

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// paging is how an operation cuts its answers.
type paging struct {
	// list is the member that holds the items; in, out the token of request and answer.
	list, in, out string
	// truncated is a member that says that there is more.
	truncated string
}

// pagings are the operations that the proxy can cut, by protocol: XML, then JSON.
func pagings() map[string]paging {
	all := map[string]paging{}
	add := func(in, out, truncated string, lists map[string]string) {
		for operation, list := range lists {
			all[operation] = paging{list, in, out, truncated}
		}
	}
	add("NextToken", "nextToken", "", map[string]string{
		"DescribeVpcs":                "vpcSet",
		"DescribeSubnets":             "subnetSet",
		"DescribeRouteTables":         "routeTableSet",
		"DescribeInternetGateways":    "internetGatewaySet",
		"DescribeNatGateways":         "natGatewaySet",
		"DescribeNetworkAcls":         "networkAclSet",
		"DescribeSecurityGroups":      "securityGroupInfo",
		"DescribeVpcEndpoints":        "vpcEndpointSet",
		"DescribeNetworkInterfaces":   "networkInterfaceSet",
		"DescribeManagedPrefixLists":  "prefixListSet",
		"GetManagedPrefixListEntries": "entrySet",
	})
	add("Marker", "NextMarker", "", map[string]string{
		"DescribeLoadBalancers":        "LoadBalancers",
		"DescribeListeners":            "Listeners",
		"DescribeRules":                "Rules",
		"DescribeTargetGroups":         "TargetGroups",
		"DescribeListenerCertificates": "Certificates",
	})
	add("Marker", "Marker", "", map[string]string{
		"DescribeDBInstances":                "DBInstances",
		"DescribeDBSnapshots":                "DBSnapshots",
		"DescribeDBInstanceAutomatedBackups": "DBInstanceAutomatedBackups",
		"DescribeReplicationGroups":          "ReplicationGroups",
		"DescribeCacheSubnetGroups":          "CacheSubnetGroups",
	})
	add("Marker", "Marker", "IsTruncated", map[string]string{"GetAccountAuthorizationDetails": "RoleDetailList"})
	add("NextToken", "NextToken", "", map[string]string{
		"DescribeAlarms":           "MetricAlarms",
		"ListTopics":               "Topics",
		"ListSubscriptions":        "Subscriptions",
		"ListSecrets":              "SecretList",
		"DescribeScalableTargets":  "ScalableTargets",
		"DescribeScalingPolicies":  "ScalingPolicies",
		"DescribeScheduledActions": "ScheduledActions",
		"DescribeBudgets":          "Budgets",
	})
	add("nextToken", "nextToken", "", map[string]string{
		"ListClusters":         "clusterArns",
		"ListServices":         "serviceArns",
		"DescribeLogGroups":    "logGroups",
		"DescribeRepositories": "repositories",
	})
	add("Marker", "NextMarker", "Truncated", map[string]string{"ListAliases": "Aliases"})
	return all
}

type requestKey struct{}

// cut is a page that was asked for.
type cut struct {
	Request
	offset int
}

func withRequest(ctx context.Context, r Request) context.Context {
	return context.WithValue(ctx, requestKey{}, &cut{Request: r})
}

// unpage takes the token out of a request, so that the emulator answers with everything.
func (p *Proxy) unpage(r *http.Request, request Request) {
	c, _ := r.Context().Value(requestKey{}).(*cut)
	how, ok := pagings()[request.Operation]
	if !ok {
		return
	}
	body := request.body
	if form, err := url.ParseQuery(string(body)); err == nil && form.Get("Action") != "" {
		c.offset, _ = strconv.Atoi(form.Get(how.in))
		for _, name := range []string{how.in, "MaxResults", "MaxRecords", "PageSize", "MaxItems"} {
			form.Del(name)
		}
		body = []byte(form.Encode())
	} else {
		var members map[string]any
		if json.Unmarshal(body, &members) == nil {
			token, _ := members[how.in].(string)
			c.offset, _ = strconv.Atoi(token)
			for _, name := range []string{how.in, "maxResults", "MaxResults", "Limit", "limit"} {
				delete(members, name)
			}
			body, _ = json.Marshal(members)
		}
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	r.Header.Set("Content-Length", strconv.Itoa(len(body)))
}

// shorten leaves one page of an answer, with the token of the next.
func (p *Proxy) shorten(response *http.Response) error {
	c, ok := response.Request.Context().Value(requestKey{}).(*cut)
	if !ok || response.StatusCode != http.StatusOK {
		return nil
	}
	how, ok := pagings()[c.Operation]
	if !ok {
		return nil
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	var page []byte
	var more bool
	if bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")) {
		page, more, err = shortenXML(body, how, c.offset, p.PageSize)
	} else {
		page, more, err = shortenJSON(body, how, c.offset, p.PageSize)
	}
	if err != nil {
		return err
	}
	if more || c.offset > 0 {
		p.mu.Lock()
		p.split[c.Operation]++
		p.mu.Unlock()
	}
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(page)), int64(len(page))
	response.Header.Set("Content-Length", strconv.Itoa(len(page)))
	return nil
}

func shortenJSON(body []byte, how paging, offset, size int) ([]byte, bool, error) {
	var members map[string]json.RawMessage
	var items []json.RawMessage
	if err := json.Unmarshal(body, &members); err != nil {
		return nil, false, err
	}
	if err := json.Unmarshal(members[how.list], &items); err != nil {
		return body, false, nil //nolint:nilerr // an answer without the list is left alone
	}
	start, end := min(offset, len(items)), min(offset+size, len(items))
	more := end < len(items)
	delete(members, how.out)
	members[how.list], _ = json.Marshal(items[start:end])
	if more {
		members[how.out], _ = json.Marshal(strconv.Itoa(end))
	}
	if how.truncated != "" {
		members[how.truncated], _ = json.Marshal(more)
	}
	page, err := json.Marshal(members)
	return page, more, err
}

// element is a piece of XML, enough of it to cut lists.
type element struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Content []*element `xml:",any"`
}

func shortenXML(body []byte, how paging, offset, size int) ([]byte, bool, error) {
	var root element
	if err := xml.Unmarshal(body, &root); err != nil {
		return nil, false, err
	}
	parent, list := root.holder(how.list)
	if list == nil {
		return body, false, nil
	}
	start, end := min(offset, len(list.Content)), min(offset+size, len(list.Content))
	more := end < len(list.Content)
	list.Content = list.Content[start:end]
	var rest []*element
	for _, e := range parent.Content {
		if e.XMLName.Local != how.out && (how.truncated == "" || e.XMLName.Local != how.truncated) {
			rest = append(rest, e)
		}
	}
	parent.Content = rest
	add := func(name, text string) {
		parent.Content = append(parent.Content, &element{XMLName: xml.Name{Local: name}, Text: text})
	}
	if more {
		add(how.out, strconv.Itoa(end))
	}
	if how.truncated != "" {
		add(how.truncated, strconv.FormatBool(more))
	}
	root.clean()
	page, err := xml.Marshal(&root)
	return page, more, err
}

// holder finds the first element of a name, and what it stands in.
func (e *element) holder(name string) (parent, found *element) {
	for _, inner := range e.Content {
		if inner.XMLName.Local == name {
			return e, inner
		}
	}
	for _, inner := range e.Content {
		if parent, found := inner.holder(name); found != nil {
			return parent, found
		}
	}
	return nil, nil
}

// clean drops white space between elements and namespaces, which nobody needs.
func (e *element) clean() {
	e.XMLName.Space, e.Attrs = "", nil
	if len(e.Content) > 0 {
		e.Text = strings.TrimSpace(e.Text)
	}
	for _, inner := range e.Content {
		inner.clean()
	}
}
